import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Extent, Freshness } from "../../../src/table/row-source";
import type { Row } from "../../../src/table/table";
import { type Company, everything, type Gate, listening, openCompany, readAll, type Scan } from "./company";

const charges: Scan = { table: "charges", columns: ["id", "created"] };
const fiveMinutes: Freshness = { maxAgeMs: 300_000 };

/** Requests wait until they are let through, in any order. */
function createGate(): { readonly gate: Gate; readonly letOne: (pick: number) => void; readonly open: () => void; readonly waiting: () => number } {
  const held = new Set<() => void>();
  let isOpen = false;
  return {
    waiting: () => held.size,
    letOne: (pick) => [...held][pick % Math.max(1, held.size)]?.(),
    open() {
      isOpen = true;
      for (const go of [...held]) go();
    },
    gate: (signal) =>
      new Promise((resolve, reject) => {
        if (isOpen) return resolve();
        const go = (): void => {
          held.delete(go);
          resolve();
        };
        held.add(go);
        signal.addEventListener("abort", () => {
          held.delete(go);
          reject(signal.reason as Error);
        });
      }),
  };
}

const turns = async (company: Company): Promise<void> => company.clock.advance(0);

const age = fc.constantFrom(0, 300_000);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("scan" as const), age, narrow: fc.boolean(), some: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("lookup" as const), age, pick: fc.nat({ max: 99 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("many" as const), age }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("cancel" as const), pick: fc.nat({ max: 99 }) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("answer" as const), pick: fc.nat({ max: 99 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 400 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Readers of charges, each of which checks what it gets. */
interface Readers {
  scan(wish: { readonly maxAgeMs: number; readonly narrow: boolean; readonly extent: Extent }): void;
  look(pick: number, maxAgeMs: number): void;
  cancel(pick: number): void;
  /** Resolves when all have come to an end. */
  end(): Promise<void>;
}

function createReaders(company: Company): Readers {
  const table = company.table("charges");
  const dated = company.sandbox.all("charge").map(({ id, created }): readonly [string, string] => [
    id,
    new Date(Number(created) * 1_000).toISOString().slice(0, 19).replace("T", " "),
  ]);
  const middle = dated[dated.length >> 1]?.[1] ?? "";
  const running: { readonly controller: AbortController; readonly end: Promise<unknown> }[] = [];

  function start(task: (signal: AbortSignal) => Promise<void>): void {
    const controller = new AbortController();
    const end = task(controller.signal).catch((failure: unknown) => {
      if (!controller.signal.aborted) throw failure;
      expect(failure).toMatchObject({ code: "CANCELLED" });
    });
    running.push({ controller, end });
  }

  return {
    scan: ({ maxAgeMs, narrow, extent }) =>
      start(async (signal) => {
        const conditions = narrow ? { equals: {}, ranges: { created: { gte: middle } } } : everything;
        const isWanted = ([, created]: Row): boolean => !narrow || String(created) >= middle;
        const rows = await readAll(company, { ...charges, conditions, extent }, listening({ maxAgeMs }, signal).context);
        expect(rows.filter(isWanted)).toEqual(dated.filter(isWanted));
      }),
    look: (pick, maxAgeMs) =>
      start(async (signal) => {
        const [key = "ch_none"] = dated[pick] ?? [];
        const row = await company.source.lookup({ table, columns: ["id"], key }, listening({ maxAgeMs }, signal).context);
        expect(row).toEqual(pick < dated.length ? [key] : null);
      }),
    cancel: (pick) => running[pick % Math.max(1, running.length)]?.controller.abort(),
    async end() {
      await Promise.all(running.map(({ end }) => end));
    },
  };
}

function perform(one: Step, readers: Readers, gates: ReturnType<typeof createGate>): void {
  switch (one.do) {
    case "scan":
      return readers.scan({ maxAgeMs: one.age, narrow: one.narrow, extent: one.some ? "some" : "all" });
    case "lookup":
      return readers.look(one.pick, one.age);
    case "many":
      return Array.from({ length: 40 }, (_, pick) => pick).forEach((pick) => readers.look(pick, one.age));
    case "cancel":
      return readers.cancel(one.pick);
    case "answer":
      return gates.letOne(one.pick);
    case "wait":
  }
}

describe("scans under way", () => {
  test("equal and covered ones are one; who began it pays, and all hear of its progress", async () => {
    const gates = createGate();
    const company = openCompany({ gate: gates.gate });
    const narrow = { ...charges, conditions: { equals: {}, ranges: { created: { gte: "2025-06-01" } } } };
    const listeners = [listening(fiveMinutes), listening(fiveMinutes), listening(fiveMinutes)];
    const reads = [charges, charges, narrow].map((scan, index) => readAll(company, scan, listeners[index]!.context));
    await turns(company);
    gates.open();
    const [first, second, third] = await Promise.all(reads);
    const all = company.sandbox.all("charge");
    expect(first).toHaveLength(all.length);
    expect(second).toEqual(first);
    expect(third).toEqual(first?.filter(([, created]) => String(created) >= "2025-06-01"));
    expect(listeners.map(({ loads, heard }) => [loads[0]?.requests, heard.requests])).toEqual([[company.paths.length, company.paths.length], [0, 0], [0, 0]]);
    expect(listeners.map(({ heard }) => heard.rows)).toEqual([all.length, all.length, all.length]);
    expect(company.paths.filter((path) => path === "/v1/charges").length).toBeLessThan(2 * Math.ceil(all.length / 100));
  });

  test("requests count for the one who has waited longest, and each of them once", async () => {
    const gates = createGate();
    const company = openCompany({ gate: gates.gate, scale: 0.12 });
    const leaving = new AbortController();
    const [first, second] = [listening(fiveMinutes, leaving.signal), listening(fiveMinutes)];
    const left = readAll(company, charges, first.context).catch((failure: unknown) => failure);
    const stayed = readAll(company, charges, second.context);
    await turns(company);
    gates.letOne(0);
    await turns(company);
    leaving.abort();
    gates.open();
    await Promise.all([left, stayed]);
    expect(first.heard.requests).toBe(1);
    expect(first.heard.requests + second.heard.requests).toBe(company.paths.length);
    expect(second.loads[0]?.requests).toBe(second.heard.requests);
  });

  test("who presses Refresh does not get rows that were asked for before", async () => {
    const gates = createGate();
    const company = openCompany({ gate: gates.gate });
    const early = readAll(company, charges, listening(fiveMinutes).context);
    await company.clock.advance(1_000);
    const { context, loads } = listening({ maxAgeMs: 0 });
    const late = readAll(company, charges, context);
    await turns(company);
    gates.open();
    expect(await late).toEqual(await early);
    expect(loads[0]?.asOf).toBe(company.clock.now());
    expect(loads[0]?.requests).toBeGreaterThan(0);
  });

  test("the last reader who leaves cancels, and the next scan starts anew", async () => {
    const gates = createGate();
    const company = openCompany({ gate: gates.gate });
    const leave = [new AbortController(), new AbortController()];
    const ends = Promise.allSettled(leave.map(({ signal }) => readAll(company, charges, listening(fiveMinutes, signal).context)));
    await turns(company);
    leave[0]?.abort();
    await turns(company);
    expect(company.open()).toBeGreaterThan(0);
    leave[1]?.abort();
    const next = readAll(company, charges, listening(fiveMinutes).context);
    await turns(company);
    expect(await ends).toMatchObject([{ reason: { code: "CANCELLED" } }, { reason: { code: "CANCELLED" } }]);
    gates.open();
    expect(await next).toHaveLength(company.sandbox.all("charge").length);
    expect(company.open()).toBe(0);
  });

  test("a reader who stops pulling leaves as well", async () => {
    const company = openCompany({});
    const pages = company.source.scan({ ...charges, table: company.table("charges"), conditions: everything, extent: "all" }, listening(fiveMinutes).context);
    for await (const page of pages) {
      expect(page.length).toBeGreaterThan(0);
      break;
    }
    await turns(company);
    expect(company.open()).toBe(0);
  });

  test("refreshes of one kept scan at the same time are one, and a reader of the older rows is not disturbed", async () => {
    const company = openCompany({ scale: 0.12 });
    const customers: Scan = { table: "customers", columns: ["id", "email"] };
    await readAll(company, customers, listening(fiveMinutes).context);
    const older = company.source.scan({ ...customers, table: company.table("customers"), conditions: everything }, listening({ maxAgeMs: 3_600_000 }).context)[Symbol.asyncIterator]();
    await company.clock.advance(600_000);
    const [removed] = company.sandbox.all("customer");
    company.sandbox.remove(removed!.id);
    await company.clock.advance(1_000);
    const sent = company.paths.length;
    const narrow: Scan = { ...customers, conditions: { equals: {}, ranges: { created: { gte: "2025-03-01" } } } };
    const begun = older.next();
    const [fresh] = await Promise.all([readAll(company, customers, listening(fiveMinutes).context), readAll(company, narrow, listening(fiveMinutes).context)]);
    expect(company.paths.slice(sent)).toEqual(["/v1/events"]);
    expect(fresh).toHaveLength(company.sandbox.all("customer").length);
    const rows: Row[] = [...((await begun).value as readonly Row[])];
    for (let next = await older.next(); !next.done; next = await older.next()) rows.push(...next.value);
    expect(rows.map(([id]) => id)).toEqual([removed!.id, ...fresh.map(([id]) => id)]);
  });

  test("a refresh that does not pay for a few rows still pays for all at the same time", async () => {
    const company = openCompany({ scale: 0.12 });
    const customers: Scan = { table: "customers", columns: ["id", "email"] };
    await readAll(company, customers, listening(fiveMinutes).context);
    await company.clock.advance(600_000);
    const [first, second, third] = company.sandbox.all("customer");
    for (const { id } of [first!, second!]) company.sandbox.update(id, { email: "new@example.com" });
    await company.clock.advance(1_000);
    const since = new Date(Number(third!.created) * 1_000).toISOString().slice(0, 19).replace("T", " ");
    const few: Scan = { ...customers, conditions: { equals: {}, ranges: { created: { gte: since } } } };
    const [narrow, wide] = [listening(fiveMinutes), listening(fiveMinutes)];
    await Promise.all([readAll(company, few, narrow.context), readAll(company, customers, wide.context)]);
    expect(narrow.loads).toMatchObject([{ kind: "list" }]);
    expect(wide.loads).toMatchObject([{ kind: "changes" }]);
  });

  test("what is read beside a listing that fails is cancelled with it", async () => {
    let broken = false;
    const company: Company = openCompany({
      scale: 0.12,
      gate: (signal) => {
        if (company.paths.at(-1) !== "/v1/events") return broken ? Promise.reject(new Error("no network")) : Promise.resolve();
        broken = true;
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
      },
    });
    await expect(readAll(company, charges, listening(fiveMinutes).context)).rejects.toMatchObject({ code: "INTERNAL" });
    await turns(company);
    expect(company.paths).toContain("/v1/events");
    expect(company.open()).toBe(0);
  });

  test("joins and cancels in any order leave no request running, and every reader who stays gets all rows", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
        const gates = createGate();
        const company = openCompany({ gate: gates.gate });
        const readers = createReaders(company);
        for (const one of steps) {
          perform(one, readers, gates);
          await company.clock.advance(one.do === "wait" ? one.seconds * 1_000 : 0);
        }
        gates.open();
        await readers.end();
        await turns(company);
        expect(company.open()).toBe(0);
        expect(await readAll(company, charges, listening(fiveMinutes).context)).toHaveLength(company.sandbox.all("charge").length);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
