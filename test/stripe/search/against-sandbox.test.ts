import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { openEngine } from "../../../src/app/open-engine";
import { loadSqlite } from "../../../src/platform/node/load-sqlite";
import { sendTo } from "../../../src/platform/node/send-http";
import type { QueryEngine } from "../../../src/query/engine-api";
import { createSandbox, type Sandbox } from "../../../src/sandbox/sandbox";
import type { QueryResult } from "../../../src/table/query-result";
import { createFakeClock, type FakeClock } from "../../fakes/fake-clock";
import { openWithKey } from "../../fakes/open-with-key";

const now = Date.UTC(2026, 0, 31);
let sandbox: Sandbox;

beforeAll(() => {
  sandbox = createSandbox({ seed: 5, scale: 0.2, now });
});

/** An engine over the sandbox that has read nothing yet. */
async function engineWith(search: "allow" | "off", clock: FakeClock = createFakeClock(now)): Promise<QueryEngine> {
  const settings = { ApiKey: "sk_test_sandbox", ApiBase: "http://localhost", Search: search };
  const connection = openWithKey(settings, { send: sendTo((request) => sandbox.handle(request)), clock, random: () => 0 });
  return openEngine(await loadSqlite(), connection, () => clock.now());
}

async function answer(engine: QueryEngine, sql: string, maxAgeMs = 300_000): Promise<QueryResult> {
  return engine.run({ sql }, { signal: new AbortController().signal, freshness: { maxAgeMs } });
}

const sorted = ({ rows }: QueryResult): string[] => rows.map((row) => JSON.stringify(row)).sort();
const kinds = ({ loads }: QueryResult): string[] => loads.map(({ kind }) => kind);

describe("a query with Search=allow", () => {
  test.each([
    "SELECT id, email FROM customers WHERE email LIKE '%example%' AND name LIKE '%kowal%'",
    "SELECT id, amount FROM charges WHERE amount BETWEEN 5000 AND 5200",
    "SELECT id, metadata FROM customers WHERE metadata ->> 'channel' = 'app store'",
    "SELECT id, lines FROM invoices WHERE total > 90000",
    "SELECT id, created FROM charges WHERE disputed = 1 ORDER BY created DESC LIMIT 2",
  ])("answers as a listing does, with fewer requests, and says that rows may be missing: %s", async (sql) => {
    const [listed, searched] = [await answer(await engineWith("off"), sql), await answer(await engineWith("allow"), sql)];
    expect(sorted(searched)).toEqual(sorted(listed));
    expect([searched.rows.length > 0, kinds(searched), searched.requests < listed.requests]).toEqual([true, ["search"], true]);
    expect([listed.complete, searched.complete, searched.reasons.map(({ code }) => code)]).toEqual([true, false, ["SEARCH_LAG"]]);
  });

  test("is listed at a refresh", async () => {
    const result = await answer(await engineWith("allow"), "SELECT id FROM charges WHERE amount > 90000", 0);
    expect([kinds(result), result.complete]).toEqual([["list"], true]);
  });

  test("takes the rows that are in memory already", async () => {
    const engine = await engineWith("allow");
    await answer(engine, "SELECT id, amount FROM charges");
    const result = await answer(engine, "SELECT id FROM charges WHERE amount > 90000");
    expect([kinds(result), result.requests, result.complete]).toEqual([["memory"], 0, true]);
  });

  test("reads what changed since a listing rather than to miss a row", async () => {
    const clock = createFakeClock(now);
    const engine = await engineWith("allow", clock);
    await answer(engine, "SELECT id, amount FROM charges");
    await clock.advance(600_000);
    const result = await answer(engine, "SELECT id FROM charges WHERE amount > 90000");
    expect([kinds(result), result.complete]).toEqual([["changes"], true]);
  });

  test("is never kept for another query", async () => {
    const engine = await engineWith("allow");
    await answer(engine, "SELECT id FROM charges WHERE amount > 90000");
    const result = await answer(engine, "SELECT count(*) FROM charges");
    expect(result.rows).toEqual([[sandbox.all("charge").length]]);
  });
});

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

test("whatever a condition asks for, the search finds every row that a listing has", async () => {
  const off = await engineWith("off");
  const customers = (await answer(off, "SELECT email, name FROM customers")).rows.map(([email, name]) => ({ email: String(email), name: String(name) }));
  const part = (text: string): fc.Arbitrary<string> =>
    fc.tuple(fc.nat(text.length), fc.integer({ min: 1, max: 12 })).map(([from, length]) => text.slice(from, from + length).replaceAll(/[%_]/g, ""));
  const like = fc
    .tuple(fc.constantFrom(...customers), fc.constantFrom("email" as const, "name" as const))
    .chain(([customer, column]) => part(customer[column]).map((text) => `${column} LIKE ${quoted(`%${text}%`)}`));
  const condition = fc.oneof(like, fc.constantFrom(...customers).map(({ name }) => `name = ${quoted(name)}`));
  let searches = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(condition, { minLength: 1, maxLength: 3 }), async (conditions) => {
      const sql = `SELECT id, email, name FROM customers WHERE ${conditions.join(" AND ")}`;
      const [listed, searched] = [await answer(off, sql), await answer(await engineWith("allow"), sql)];
      if (kinds(searched).includes("search")) searches++;
      expect({ sql, rows: sorted(searched) }).toEqual({ sql, rows: sorted(listed) });
    }),
    { numRuns: 60 },
  );
  expect(searches).toBeGreaterThan(5);
});
