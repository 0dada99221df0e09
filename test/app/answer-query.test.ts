import { describe, expect, test } from "@jest/globals";
import { answerQuery } from "../../src/app/answer-query";
import { explainQuery } from "../../src/app/explain-query";
import type { OpenReader } from "../../src/app/open-reader";
import type { PlannedRead, QueryContext, QueryEngine, QueryRequest } from "../../src/query/engine-api";
import { stripeLimits } from "../../src/stripe/pacing/limits";
import { unconditional } from "../../src/table/conditions";
import type { ScanEstimate } from "../../src/table/row-source";
import { sampleTables } from "../taskpane/sample-tables";
import { going, now } from "./harness";

type Run = { readonly request: QueryRequest; readonly context: QueryContext };

/** A reader whose engine notes what it is asked, and whose source estimates what the test says. */
function startReader(estimate: Partial<ScanEstimate> = {}, tables = sampleTables.slice(0, 1)) {
  const runs: Run[] = [];
  let probes = 0;
  const reads = tables.map((table): PlannedRead => ({ kind: "scan", request: { table, columns: [], conditions: unconditional, extent: "all" }, rowsWanted: null }));
  const engine: QueryEngine = {
    async run(request, context) {
      await context.beforeReading?.(reads);
      runs.push({ request, context });
      return { columns: [], rows: [], complete: true, reasons: [], requests: 0, asOf: now, elapsedMs: 0, loads: [] };
    },
    explain: () => ({
      accesses: tables.map(({ name }) => ({ table: name, pushed: [], local: ["amount"], dependent: false, stopsEarly: false })),
      reads,
    }),
    close: () => undefined,
  };
  const reader: OpenReader = {
    engine,
    connection: {
      profile: {
        name: "acme",
        mode: "live",
        signIn: "restrictedKey",
        apiBase: "https://api.stripe.com",
        apiVersion: "",
        accountId: null,
        timeZone: "UTC",
        maxRows: 50,
        timeout: null,
        cacheTolerance: 300,
        cacheBytes: 0,
        maxRequests: 500,
        search: "off",
        limits: { account: null, endpoint: null, search: null, concurrent: null },
      },
      source: {
        find: () => tables[0],
        names: () => [],
        scan: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }) }),
        lookup: () => Promise.resolve(null),
        estimate(_, { probe }) {
          probe?.onRequest();
          probes += probe === null ? 0 : 1;
          return Promise.resolve({ requests: null, rows: null, basis: "unknown", sent: [], ...estimate });
        },
      },
      limits: stripeLimits.live,
      reads: { get: () => ({ count: 7, since: now, floor: 10_000 }), subscribe: () => () => undefined },
      withinTime: (task, signal) => task(signal),
      timeText: (milliseconds) => new Date(milliseconds).toISOString(),
    },
  };
  const signal = going();
  return {
    runs,
    probes: () => probes,
    answer: (request: Partial<Parameters<typeof answerQuery>[1]> = {}) => answerQuery(reader, { sql: "SELECT 1", ...request }, { signal }),
    explain: (probe: boolean) => explainQuery(reader, { request: { sql: "SELECT 1" }, probe }, { signal }),
  };
}

const thousand = { requests: { least: 1000, most: 1300 }, basis: "counted" } as const;

describe("answering a query within the limits of its connection", () => {
  test("the connection's own rows, age and requests hold where the request names none", async () => {
    const { answer, runs } = startReader();
    expect(await answer()).toMatchObject({ connection: "acme", mode: "live", reads: { count: 7 } });
    expect(runs[0]).toMatchObject({ request: { maxRows: 50 }, context: { freshness: { maxAgeMs: 300_000 }, maxRequests: 500 } });
  });

  test("what the request names goes before, but never more rows than the connection allows", async () => {
    const { answer, runs } = startReader();
    await answer({ maxRows: 99, maxAgeMs: 0, reload: true, maxRequests: 3, parameters: [1] });
    expect(runs[0]).toMatchObject({
      request: { maxRows: 50, parameters: [1] },
      context: { freshness: { maxAgeMs: 0, reload: true }, maxRequests: 3 },
    });
    await answer({ maxRows: 9 });
    expect(runs[1]?.request.maxRows).toBe(9);
  });

  test("a run that surely needs more requests than it may is refused before anything is sent, with what it needs", async () => {
    const { answer, runs, probes } = startReader(thousand);
    await expect(answer()).rejects.toMatchObject({ code: "REQUEST_LIMIT", detail: { least: 1000, most: 1300, limit: 500 } });
    expect([runs, probes()]).toEqual([[], 0]);
  });

  test.each([
    ["without a limit", { maxRequests: null }],
    ["with a limit that will do", { maxRequests: 1000 }],
  ])("the same run %s goes on", async (_, request) => {
    const { answer, runs } = startReader(thousand);
    await answer(request);
    expect(runs).toHaveLength(1);
  });

  test("a run of which nothing is known begins, and ends by itself at its limit", async () => {
    const { answer, runs } = startReader();
    await answer();
    expect(runs[0]?.context.maxRequests).toBe(500);
  });
});

describe("explaining a query", () => {
  test("tells requests, seconds at the connection's rates, the share of the account's rate, and the reads of the month", async () => {
    const { explain, runs } = startReader({ ...thousand, rows: { least: 100_000, most: 130_000 }, sent: ["status=all"] });
    expect(await explain(false)).toEqual({
      connection: "acme",
      mode: "live",
      tables: [
        {
          table: sampleTables[0]?.name,
          sent: ["status=all"],
          local: ["amount"],
          dependent: false,
          stopsEarly: false,
          requests: { least: 1000, most: 1300 },
          rows: { least: 100_000, most: 130_000 },
          seconds: { least: 40, most: 52 },
          basis: "counted",
        },
      ],
      requests: { least: 1000, most: 1300 },
      seconds: { least: 40, most: 52 },
      pace: { mostASecond: 25, ofASecond: 100 },
      reads: { count: 7, since: now, floor: 10_000 },
      limit: 500,
      probes: 0,
    });
    expect(runs).toEqual([]);
  });

  test("tables are read at the same time where they can be, as fast as the account allows", async () => {
    const { explain } = startReader(thousand, sampleTables.slice(0, 2));
    expect(await explain(false)).toMatchObject({ requests: { least: 2000, most: 2600 }, seconds: { least: 40, most: 104 } });
  });

  test("probes only when told, and counts what it sent", async () => {
    const { explain, probes } = startReader();
    await explain(false);
    expect(probes()).toBe(0);
    expect((await explain(true)).probes).toBe(1);
  });
});
