import { describe, expect, test } from "@jest/globals";
import { createQueryEngine } from "../../src/query/engine";
import type { RowSource } from "../../src/table/row-source";
import { createMemorySource } from "../fakes/memory-source";
import { chargeId, customerId, makeCompany } from "./company";
import { loadSqlite, makeBench, testNow } from "./harness";

/** Pages of 100 over 1,000 charges, 60 customers, 333 invoices. */
describe("what is asked of the source", () => {
  test("a whole table is read page by page, with the columns that the statement uses and the key", async () => {
    const { rows, log } = await makeBench();
    expect(await rows("SELECT sum(amount) FROM charges WHERE currency = 'usd'")).toHaveLength(1);
    expect(log.requests).toBe(10);
    expect(log.scans.map(({ columns }) => columns)).toEqual([["id", "amount", "currency"]]);
  });

  test("all uses of a table in a statement share one set of columns and one listing", async () => {
    const { rows, log } = await makeBench();
    await rows("SELECT (SELECT max(amount) FROM charges), (SELECT min(status) FROM charges)");
    expect(log.scans.map(({ columns }) => columns)).toEqual([["id", "amount", "status"]]);
    expect(log.requests).toBe(10);
  });

  test("an equality that the source can apply is passed on, in whatever nesting", async () => {
    const { rows, log } = await makeBench();
    const found = await rows(
      `WITH mine AS (SELECT * FROM [Charges] WHERE [Customer] = '${customerId(3)}') SELECT x.id FROM (SELECT id FROM mine) AS x`,
    );
    expect(log.requests).toBe(1);
    expect(log.scans[0]?.conditions).toEqual({ equals: { customer: customerId(3) }, ranges: {} });
    expect(found.length).toBeGreaterThan(5);
  });

  test("a range that the source can apply is passed on as text", async () => {
    const { rows, log } = await makeBench();
    await rows(
      "SELECT id FROM charges WHERE created >= '2024-01-01' AND created < '2024-02-01T00:00:00' AND created >= '2023-06-01'",
    );
    expect(log.scans[0]?.conditions.ranges).toEqual({ created: { gte: "2024-01-01", lt: "2024-02-01 00:00:00" } });
    expect(log.requests).toBe(1);
  });

  test.each([
    ["another collation", "SELECT id FROM charges WHERE customer = 'CUS_00003' COLLATE NOCASE"],
    ["another type", "SELECT id FROM charges WHERE customer = 3"],
    ["no filter of the source", "SELECT id FROM charges WHERE status = 'failed'"],
    ["a computed column", "SELECT id FROM charges WHERE customer || '' = 'cus_00003'"],
  ])("a condition with %s is left to SQLite", async (_why, sql) => {
    const { rows, log } = await makeBench();
    await rows(sql);
    expect(log.scans.map(({ conditions }) => conditions)).toEqual([{ equals: {}, ranges: {} }]);
  });

  test("conditions that are never true ask for nothing", async () => {
    const { rows, log } = await makeBench();
    expect(await rows("SELECT id FROM charges WHERE customer = NULL")).toEqual([]);
    expect(await rows("SELECT id FROM charges WHERE id IN ()")).toEqual([]);
    expect(log.requests).toBe(0);
  });

  test("a key is looked up alone, and one that does not exist is no row", async () => {
    const { rows, log } = await makeBench();
    expect(await rows(`SELECT id FROM charges WHERE id IN ('${chargeId(5)}', 'ch_none', '${chargeId(5)}')`)).toEqual([
      [chargeId(5)],
    ]);
    expect(log.lookups.sort()).toEqual([chargeId(5), "ch_none"].sort());
    expect(log.scans).toEqual([]);
  });

  test("a key that the source answers with a row of another key is asked for once, and is no row", async () => {
    const source = createMemorySource(makeCompany({ charges: 20, customers: 5 }));
    const lookup: RowSource["lookup"] = (request, context) => source.lookup({ ...request, key: request.key.toLowerCase() }, context);
    const engine = createQueryEngine(await loadSqlite(), { ...source, lookup }, { now: () => testNow });
    const { rows } = await engine.run({ sql: `SELECT id FROM customers WHERE id = '${customerId(1).toUpperCase()}'` }, { signal: new AbortController().signal });
    expect(rows).toEqual([]);
    expect(source.log.lookups).toEqual([customerId(1)]);
    engine.close();
  });

  test("an IN list on a filter is one listing a value", async () => {
    const { rows, log } = await makeBench();
    await rows(
      `SELECT id FROM charges WHERE customer IN ('${customerId(1)}', '${customerId(2)}') AND created >= '2024-01-01'`,
    );
    expect(log.scans.map(({ conditions }) => conditions.equals)).toEqual([
      { customer: customerId(1) },
      { customer: customerId(2) },
    ]);
  });

  test("a NULL in an IN list does not keep the others from being passed on", async () => {
    const { rows, log } = await makeBench();
    await rows(`SELECT id FROM charges WHERE customer IN ('${customerId(1)}', NULL)`);
    expect(log.scans.map(({ conditions }) => conditions.equals)).toEqual([{ customer: customerId(1) }]);
  });

  test("each arm of an OR is asked for apart", async () => {
    const { rows, log } = await makeBench();
    const found = await rows(`SELECT id FROM charges WHERE customer = '${customerId(1)}' OR id = '${chargeId(7)}'`);
    expect(log.requests).toBe(2);
    expect(found).toContainEqual([chargeId(7)]);
  });

  test("the keys of a join are looked up together, all at once, so that the source may gather them", async () => {
    const { rows, log } = await makeBench();
    await rows("SELECT c.id, k.name FROM charges c JOIN customers k ON k.id = c.customer");
    expect(log.scans).toHaveLength(1);
    expect(log.lookups).toHaveLength(60);
    expect(log.mostAtOnce).toBe(60);
  });

  const join = "SELECT i.id, c.amount FROM invoices i LEFT JOIN charges c ON c.id = i.charge WHERE i.created >= '2023-01-01'";

  test("more than 100 keys are listed instead where that is known to take fewer requests", async () => {
    const { rows, log } = await makeBench();
    await rows(join);
    expect(log.lookups).toEqual([]);
    expect(log.scans.map(({ table }) => table.name).sort()).toEqual(["charges", "invoices"]);
  });

  test.each([
    ["a listing takes more requests", { pageSize: 1 }],
    ["nobody knows what a listing takes", { knowsLengths: false }],
  ])("up to 500 keys are looked up where %s", async (_why, options) => {
    const { rows, log } = await makeBench(options);
    const found = await rows(join);
    expect(log.scans.map(({ table }) => table.name)).toEqual(["invoices"]);
    expect(log.lookups.length).toBeGreaterThan(100);
    expect(new Set(log.lookups).size).toBe(log.lookups.length);
    expect(found).toEqual(await (await makeBench()).rows(join));
  });

  test("more than 500 keys are listed, whatever that takes", async () => {
    const { rows, log } = await makeBench({ tables: makeCompany({ charges: 3000, customers: 60 }), knowsLengths: false });
    await rows(join);
    expect(log.lookups).toEqual([]);
    expect(log.scans.map(({ table }) => table.name).sort()).toEqual(["charges", "invoices"]);
  });

  test("the newest rows are read only as far as LIMIT and OFFSET need", async () => {
    const { rows, log } = await makeBench();
    expect(await rows("SELECT id FROM charges ORDER BY created DESC LIMIT 50")).toHaveLength(50);
    expect(log.requests).toBe(1);
    expect(await rows("SELECT id FROM charges ORDER BY created DESC LIMIT 20 OFFSET 290")).toHaveLength(20);
    expect(log.requests).toBe(1 + 4);
  });

  test("a condition that only SQLite can check reads 1, 2, 4 … pages until the LIMIT is met", async () => {
    const { rows, log } = await makeBench({ pageSize: 20 });
    expect(await rows("SELECT id FROM charges WHERE status = 'pending' LIMIT 30")).toHaveLength(30);
    expect(log.requests).toBeLessThan(50);
    expect(log.scans).toHaveLength(1);
    expect([2, 4, 8, 16, 32]).toContain(log.requests);
  });

  test("a LIMIT with a parameter and a condition with one stop early as well", async () => {
    const { run, log } = await makeBench();
    const sql = "SELECT id FROM charges WHERE created < @before ORDER BY created DESC LIMIT @n";
    await run({ sql, parameters: { before: "2026-01-01", n: 5 } });
    expect(log.requests).toBe(1);
  });

  test("an order that is not the source's reads everything", async () => {
    const { rows, log } = await makeBench();
    await rows("SELECT id FROM charges ORDER BY amount DESC LIMIT 5");
    expect(log.requests).toBe(10);
  });

  test("a required filter is fed by the rows of a join, one listing for each value", async () => {
    const { rows, log } = await makeBench();
    const found = await rows(
      `SELECT i.id, l.text FROM invoices i JOIN invoice_lines l ON l.invoice = i.id WHERE i.customer = '${customerId(4)}'`,
    );
    const lines = log.scans.filter(({ table }) => table.name === "invoice_lines");
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.every(({ conditions }) => typeof conditions.equals["invoice"] === "string")).toBe(true);
    expect(found.length).toBeGreaterThan(0);
  });

  test("listings that are left early are closed", async () => {
    const { rows, log } = await makeBench();
    await rows("SELECT id FROM charges LIMIT 1");
    expect(log.open).toBe(0);
  });
});

describe("columns from 63 on, which share one bit", () => {
  const names = Array.from({ length: 80 }, (_, index) => `c${index}`);
  const wide = {
    name: "wide",
    doc: "A table with many columns.",
    key: null,
    columns: names.map((name, index) => ({ name, type: "integer" as const, ...(index % 10 === 5 ? { hidden: true as const } : {}) })),
    filters: [],
    newestFirst: null,
    defaultColumns: [],
  };
  const wideRow = names.map((_, index) => index);
  const visible = names.filter((_, index) => index % 10 !== 5);

  test.each([
    ["that are named", "SELECT c2, C70, \"c79\" FROM wide", ["c2", "c70", "c79"]],
    ["that are quoted like texts", "SELECT w.'c71' FROM wide w", ["c71"]],
    ["within the first 63 only", "SELECT c62 FROM wide", ["c62"]],
    ["of a star", "SELECT * FROM wide", visible],
    ["of a star beside one that is hidden", "SELECT w.*, w.c75 FROM wide w", [...visible, "c75"]],
    ["but not those of a product or a count", "SELECT count(*), max(2 * c64) FROM wide", ["c64"]],
    ["that a natural join compares", "SELECT c70 FROM wide NATURAL JOIN wide AS other", visible],
    ["that a join names", "SELECT a.c70 FROM wide a JOIN wide b USING (c69)", ["c69", "c70"]],
  ])("are delivered where the statement uses them: those %s", async (_which, sql, expected) => {
    const { rows, log } = await makeBench({ tables: [{ table: wide, rows: [wideRow] }] });
    expect(await rows(sql)).toEqual([expect.not.arrayContaining([null])]);
    expect([...(log.scans[0]?.columns ?? [])].sort()).toEqual([...expected].sort());
  });
});
