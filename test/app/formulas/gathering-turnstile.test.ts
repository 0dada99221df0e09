import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createGatheringTurnstile } from "../../../src/app/formulas/gathering-turnstile";
import { objectQuery } from "../../../src/app/formulas/object-query";
import { declaredTables } from "../../../src/connections/open-connection";
import { lookUpTable } from "../../../src/app/formulas/look-up-table";

describe("turns that groups share", () => {
  test("however tasks end and whoever leaves, no more groups and single tasks run at once than may, and none is left waiting", async () => {
    const groups = fc.constantFrom("a", "b", "c", null);
    const tasks = fc.array(fc.record({ group: groups, fails: fc.boolean(), leaves: fc.boolean() }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), tasks, fc.scheduler(), async (most, all, scheduler) => {
        const turnstile = createGatheringTurnstile(most);
        const begun: number[] = [];
        const running: (string | null)[] = [];
        let mostTurns = 0;
        const turns = () => running.filter((group) => group === null).length + new Set(running.filter((group) => group !== null)).size;
        const outcomes = all.map(({ group, fails, leaves }, index) => {
          const controller = new AbortController();
          const task = async () => {
            begun.push(index);
            running.push(group);
            mostTurns = Math.max(mostTurns, turns());
            await scheduler.schedule(Promise.resolve());
            running.splice(running.indexOf(group), 1);
            if (fails) throw new Error("failed");
          };
          const outcome = turnstile(task, { signal: controller.signal, group });
          if (leaves) controller.abort(new Error("left"));
          return outcome;
        });
        await scheduler.waitFor(Promise.allSettled(outcomes));
        const stayed = all.flatMap(({ leaves }, index) => (leaves ? [] : [index]));
        expect(begun).toEqual(expect.arrayContaining(stayed));
        expect(running).toEqual([]);
        expect(mostTurns).toBeLessThanOrEqual(most);
      }),
      { numRuns: 200 },
    );
  });

  test("a group whose last one leaves in the moment of its turn leaves no turn taken", async () => {
    const turnstile = createGatheringTurnstile(1);
    const { signal } = new AbortController();
    let end = (): void => undefined;
    const running = turnstile(() => new Promise<void>((resolve) => (end = resolve)), { signal, group: null });
    const leaving = new AbortController();
    const waiting = turnstile(() => Promise.resolve(), { signal: leaving.signal, group: "customers" });
    await Promise.resolve();
    end();
    leaving.abort(new Error("left"));
    await expect(waiting).rejects.toThrow("left");
    await running;
    expect(await turnstile(() => Promise.resolve("mine"), { signal, group: null })).toBe("mine");
  });

  test("a group runs together in one turn", async () => {
    const turnstile = createGatheringTurnstile(1);
    let running = 0;
    let most = 0;
    const task = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve));
      running--;
    };
    await Promise.all(Array.from({ length: 100 }, () => turnstile(task, { signal: new AbortController().signal, group: "customers" })));
    expect(most).toBe(100);
  });
});

describe("a look-up of one object", () => {
  test.each([
    "SELECT email FROM customers WHERE id = ?",
    "select id, metadata ->> 'order' AS o from Customers where id=@id limit 1;",
    "SELECT * FROM \"customers\" WHERE id = 'cus_1'",
    "SELECT *\nFROM [Customers]\nWHERE id = :id\n",
  ])("%s is known by its table", (sql) => expect(lookUpTable(sql)).toBe("customers"));

  test("is what STRIPE.GET reads by", () => {
    const tables = declaredTables().names().flatMap((name) => declaredTables().find(name) ?? []);
    for (const field of ["email", "balance", "metadata.order", null]) {
      expect(lookUpTable(objectQuery("cus_1", field, tables).sql)).toBe("customers");
    }
  });

  test.each([
    "SELECT email FROM customers WHERE email = ?",
    "SELECT email FROM customers WHERE id = ? OR 1",
    "SELECT email FROM customers WHERE id > ?",
    "SELECT c.email FROM charges JOIN customers c WHERE id = ?",
    "SELECT (SELECT count(*) FROM charges) FROM customers WHERE id = ?",
    "SELECT 1",
  ])("%s is none", (sql) => expect(lookUpTable(sql)).toBeNull());
});
