import { describe, expect, test } from "@jest/globals";
import { makeCompany } from "./company";
import { makeBench } from "./harness";
import { createQueryWriter, createRandom } from "./random-query";
import { makeReference } from "./reference";

describe("several runs of one engine at once", () => {
  test("each gets its own answer, however their fetches interleave", async () => {
    const size = { charges: 400, customers: 30 };
    const tables = makeCompany(size);
    const reference = await makeReference(tables);
    const random = createRandom(5);
    const turns = async (): Promise<void> => {
      for (let left = Math.floor(random() * 6); left > 0; left--) await Promise.resolve();
    };
    const { run, log } = await makeBench({ tables, pageSize: 20, answer: turns });
    const write = createQueryWriter(createRandom(11), size);
    const statements = Array.from({ length: 40 }, write);
    const found = await Promise.all(statements.map(async (sql) => (await run(sql)).rows));
    expect(found).toEqual(statements.map((sql) => reference(sql)));
    expect(log.open).toBe(0);
  });

  test("one that is cancelled or fails does not disturb the others", async () => {
    const { engine, rows } = await makeBench({ answer: () => Promise.resolve() });
    const controller = new AbortController();
    const cancelled = engine.run({ sql: "SELECT id FROM charges" }, controller);
    const failing = rows("SELECT nope FROM charges");
    const good = rows("SELECT count(*) FROM charges c JOIN customers k ON k.id = c.customer");
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ code: "CANCELLED" });
    await expect(failing).rejects.toMatchObject({ code: "SQL_UNKNOWN_COLUMN" });
    expect(await good).toEqual([[922]]);
  });

  test("closing the engine lets the runs that are under way end", async () => {
    const { engine, rows } = await makeBench();
    const running = rows("SELECT count(*) FROM charges");
    engine.close();
    expect(await running).toEqual([[1000]]);
    await expect(rows("SELECT 1")).rejects.toMatchObject({ code: "INTERNAL" });
  });

  test("runs see the source as it is: nothing is kept between them", async () => {
    const { rows, log } = await makeBench();
    await rows("SELECT count(*) FROM customers");
    await rows("SELECT count(*) FROM customers");
    expect(log.requests).toBe(2);
  });
});
