import { getEventListeners } from "node:events";
import { describe, expect, test } from "@jest/globals";
import { AppError } from "../../src/base/app-error";
import type { QueryContext } from "../../src/query/engine-api";
import { makeBench, testNow } from "./harness";

const withSignal = (context: Partial<QueryContext>): QueryContext => ({ signal: new AbortController().signal, ...context });

describe("what a run asks of loading", () => {
  test("the freshness that its caller wants", async () => {
    const { engine, log } = await makeBench();
    await engine.run({ sql: "SELECT id FROM charges" }, withSignal({ freshness: { maxAgeMs: 300_000 } }));
    expect(log.contexts[0]?.freshness).toEqual({ maxAgeMs: 300_000 });
  });

  test("estimates by that freshness, for which nothing is sent", async () => {
    const { engine, log } = await makeBench({ pageSize: 63 });
    const freshness = { maxAgeMs: 300_000, reload: true } as const;
    await engine.run({ sql: "SELECT id FROM charges WHERE amount < 0 LIMIT 1" }, withSignal({ freshness }));
    expect(log.estimates).toEqual([{ freshness, probe: null }]);
  });

  test("all of a listing when it will be read to its end, little by little when it may stop", async () => {
    const { rows, log } = await makeBench();
    await rows("SELECT sum(amount) FROM charges");
    await rows("SELECT id FROM charges LIMIT 3");
    expect(log.scans.map(({ extent }) => extent)).toEqual(["all", "some"]);
  });
});

describe("before it reads", () => {
  test("a run tells what it would ask first, once, and asks nothing when that is refused", async () => {
    const { engine, log } = await makeBench();
    const told: unknown[] = [];
    const sql = "SELECT k.name FROM charges c JOIN customers k ON k.id = c.customer";
    await engine.run({ sql }, withSignal({ beforeReading: (reads) => Promise.resolve(void told.push(reads)) }));
    expect(told).toEqual([engine.explain({ sql }).reads]);
    const sent = log.requests;
    const refused = new AppError("REQUEST_LIMIT", "Too many.");
    await expect(engine.run({ sql }, withSignal({ beforeReading: () => Promise.reject(refused) }))).rejects.toBe(refused);
    expect(log.requests).toBe(sent);
  });

  test("a run that asks for nothing tells nothing", async () => {
    const { engine } = await makeBench();
    const refused = () => Promise.reject(new AppError("REQUEST_LIMIT", "Too many."));
    expect((await engine.run({ sql: "SELECT 1" }, withSignal({ beforeReading: refused }))).rows).toEqual([[1]]);
  });
});

describe("the signals of a run", () => {
  test("are one for each fetch, so that nobody takes many listeners for a leak, and end with the run's", async () => {
    const leaving = new AbortController();
    const answer = (request: number): Promise<void> => Promise.resolve(request > 60 ? leaving.abort() : undefined);
    const { engine, log } = await makeBench({ answer });
    const sql = "SELECT c.id, k.name FROM charges c JOIN customers k ON k.id = c.customer";
    await expect(engine.run({ sql }, { signal: leaving.signal })).rejects.toMatchObject({ code: "CANCELLED" });
    expect(log.contexts.length).toBeGreaterThan(60);
    expect(new Set(log.contexts.map(({ signal }) => signal)).size).toBe(log.contexts.length);
    expect(log.contexts.at(-1)?.signal.aborted).toBe(true);
    expect(getEventListeners(leaving.signal, "abort")).toEqual([]);
  });
});

describe("a listing that is read little by little", () => {
  const never = "SELECT id FROM charges WHERE amount < 0 LIMIT 1";

  test("is read in parallel as soon as the next step would come to its end", async () => {
    const { rows, log } = await makeBench({ pageSize: 63 });
    expect(await rows(never)).toEqual([]);
    expect(log.scans.map(({ extent }) => extent)).toEqual(["some", "all"]);
    expect(log.requests).toBe(8 + 16);
  });

  test("goes on step by step where nobody knows how long it is", async () => {
    const { rows, log } = await makeBench({ pageSize: 63, knowsLengths: false });
    expect(await rows(never)).toEqual([]);
    expect(log.scans.map(({ extent }) => extent)).toEqual(["some"]);
    expect(log.requests).toBe(16);
  });
});

describe("what a run tells of loading", () => {
  test("one entry a table and kind, with rows and requests together", async () => {
    const { run } = await makeBench();
    const { loads } = await run("SELECT c.id, k.name FROM charges c JOIN customers k ON k.id = c.customer WHERE c.created < '2023-03-01'");
    expect(loads).toMatchObject([
      { table: "charges", kind: "list", requests: 1, why: null },
      { table: "customers", kind: "lookup" },
    ]);
    expect(loads[1]?.requests).toBeGreaterThan(10);
    expect(loads[1]?.rows).toBe(loads[1]?.requests);
  });

  test("what a listing that stopped early has read", async () => {
    const { run } = await makeBench();
    expect((await run("SELECT id FROM charges LIMIT 150")).loads).toMatchObject([{ table: "charges", rows: 200, requests: 2 }]);
  });

  test("the oldest moment that its rows are of", async () => {
    const { run } = await makeBench({ asOf: testNow - 60_000 });
    expect((await run("SELECT id FROM charges")).asOf).toBe(testNow - 60_000);
    expect((await run("SELECT 1")).asOf).toBe(testNow);
  });
});

describe("a limit of requests", () => {
  test("that is not reached changes nothing", async () => {
    const { engine } = await makeBench();
    const result = await engine.run({ sql: "SELECT id FROM charges" }, withSignal({ maxRequests: 10 }));
    expect(result).toMatchObject({ complete: true, requests: 10 });
  });

  test("ends the run as soon as the source knows that more are needed", async () => {
    const { engine, log } = await makeBench();
    await expect(engine.run({ sql: "SELECT id FROM charges" }, withSignal({ maxRequests: 9 }))).rejects.toMatchObject({
      code: "REQUEST_LIMIT",
      message: "This query needs about 10 requests to Stripe; the limit is 9.",
      hint: "Narrow it by a date or a LIMIT, or allow more requests.",
      detail: { least: 10, most: 10, limit: 9 },
    });
    expect(log.requests).toBeLessThanOrEqual(2);
    expect(log.open).toBe(0);
  });

  test("ends a run of which nobody knows how many it needs once one more is sent", async () => {
    const { engine, log } = await makeBench({ pageSize: 10 });
    const sql = "SELECT id FROM charges WHERE amount < 0 LIMIT 1";
    await expect(engine.run({ sql }, withSignal({ maxRequests: 4 }))).rejects.toMatchObject({
      code: "REQUEST_LIMIT",
      message: "This query needs more than 4 requests to Stripe; the limit is 4.",
      detail: { least: 5, limit: 4 },
    });
    expect(log.requests).toBe(5);
  });

  test("counts what several tables need together", async () => {
    const { engine } = await makeBench();
    const sql = "SELECT (SELECT count(*) FROM charges), (SELECT count(*) FROM invoices)";
    await expect(engine.run({ sql }, withSignal({ maxRequests: 13 }))).rejects.toMatchObject({ detail: { least: 14 } });
    await expect(engine.run({ sql }, withSignal({ maxRequests: 14 }))).resolves.toMatchObject({ requests: 14 });
  });

  test("is known to be too low for many listings before they are sent", async () => {
    const { engine, log } = await makeBench();
    const sql = "SELECT count(*) FROM invoices i JOIN invoice_lines l ON l.invoice = i.id";
    await expect(engine.run({ sql }, withSignal({ maxRequests: 100 }))).rejects.toMatchObject({ detail: { least: 337, limit: 100 } });
    expect(log.requests).toBe(4);
  });

  test.each([-1, 0.5, Number.NaN])("of %p is refused", async (maxRequests) => {
    const { engine } = await makeBench();
    await expect(engine.run({ sql: "SELECT 1" }, withSignal({ maxRequests }))).rejects.toMatchObject({ code: "BAD_ARGUMENT" });
  });
});

describe("what is expected", () => {
  test("is told as a range over all tables, with what was sent already", async () => {
    const { engine } = await makeBench();
    const seen: unknown[] = [];
    await engine.run(
      { sql: "SELECT count(*) FROM invoices i JOIN charges c ON c.id = i.charge" },
      withSignal({ onProgress: ({ expected }) => seen.push(expected) }),
    );
    expect(seen).toContainEqual({ least: 4, most: 4 });
    expect(seen.at(-1)).toEqual({ least: 14, most: 14 });
  });
});
