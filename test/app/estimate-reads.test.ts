import { describe, expect, test } from "@jest/globals";
import { estimateReads } from "../../src/app/estimate-reads";
import type { PlannedAccess, PlannedRead } from "../../src/query/engine-api";
import { unconditional } from "../../src/table/conditions";
import type { NumberRange, ScanEstimate } from "../../src/table/row-source";
import type { Filter, Table } from "../../src/table/table";

const table = (name: string, filters: readonly Filter[] = []): Table => ({
  name,
  doc: "",
  key: "id",
  columns: [],
  filters,
  newestFirst: null,
  defaultColumns: [],
});
const access = (name: string, more: Partial<PlannedAccess> = {}): PlannedAccess => ({
  table: name,
  pushed: [],
  local: [],
  dependent: false,
  stopsEarly: false,
  ...more,
});
const scan = (of: Table, rowsWanted: number | null = null): PlannedRead => ({
  kind: "scan",
  request: { table: of, columns: [], conditions: unconditional, extent: rowsWanted === null ? "all" : "some" },
  rowsWanted,
});
/** A scan that stops early, nobody knows when. */
const littleByLittle = (of: Table): PlannedRead => ({ kind: "scan", request: { table: of, columns: [], conditions: unconditional, extent: "some" }, rowsWanted: null });
const thousand: ScanEstimate = { requests: { least: 1000, most: 1300 }, rows: { least: 100_000, most: 130_000 }, basis: "counted", sent: ["status=all"] };
const unknown: ScanEstimate = { requests: null, rows: null, basis: "unknown", sent: [] };

/** The estimate of reads whose scans take what is told, without sending anything. */
const estimate = (accesses: readonly PlannedAccess[], reads: readonly PlannedRead[], told: ScanEstimate = thousand) =>
  estimateReads({ plan: { accesses, reads }, source: { estimate: () => Promise.resolve(told) }, probe: null });
const requestsOf = async (...given: Parameters<typeof estimate>): Promise<NumberRange | null> => (await estimate(...given)).requests;

describe("what the reads of a query take", () => {
  test("a table's reads are one entry, with what Stripe and what the engine filters", async () => {
    const accesses = [access("charges", { local: ["amount"] }), access("charges", { local: ["amount", "currency"] })];
    const { tables, requests } = await estimate(accesses, [scan(table("charges")), scan(table("charges"))]);
    expect(tables).toMatchObject([{ table: "charges", sent: ["status=all"], local: ["amount", "currency"], basis: "counted" }]);
    expect(requests).toEqual({ least: 2000, most: 2600 });
  });

  test("a read that stops at a LIMIT takes the pages of its rows at most, even where nothing is known", async () => {
    expect(await requestsOf([access("charges")], [scan(table("charges"), 150)])).toEqual({ least: 2, most: 2 });
    expect(await requestsOf([access("charges")], [scan(table("charges"), 5)], unknown)).toEqual({ least: 1, most: 1 });
  });

  test.each([
    ["a condition is applied to the rows that come", [access("charges", { local: ["amount"] })]],
    ["the rows are joined with others", [access("charges"), access("customers", { dependent: true })]],
  ])("a read that stops when enough rows are found may take one request or all, where %s", async (_, accesses) => {
    const [charges] = (await estimate(accesses, [scan(table("charges"), 150)])).tables;
    expect(charges).toMatchObject({ requests: { least: 1, most: 1300 }, rows: { least: 1, most: 130_000 } });
    expect((await estimate(accesses, [scan(table("charges"), 150)], unknown)).tables[0]?.requests).toEqual({ least: 1, most: null });
  });

  test("so may one whose LIMIT is not known beforehand; of rows in memory it takes none", async () => {
    expect(await requestsOf([access("charges")], [littleByLittle(table("charges"))])).toEqual({ least: 1, most: 1300 });
    const kept: ScanEstimate = { requests: { least: 0, most: 0 }, rows: { least: 5, most: 5 }, basis: "memory", sent: [] };
    expect(await requestsOf([access("charges")], [littleByLittle(table("charges"))], kept)).toEqual({ least: 0, most: 0 });
  });

  test("a LIMIT promises no end where each row of another table takes a request", async () => {
    const lines = table("invoice_line_items", [{ column: "invoice", kind: "equal", eachOf: "invoices" }]);
    expect(await requestsOf([access(lines.name)], [scan(lines, 5)], unknown)).toEqual({ least: 1, most: null });
  });

  test("a search may take one request where a listing takes a thousand", async () => {
    const request = { table: table("charges"), columns: [], conditions: unconditional, extent: "all" } as const;
    const narrowing = { ...unconditional, contains: {}, metadata: { order: "1" } };
    expect(await requestsOf([access("charges")], [{ kind: "scan", request: { ...request, narrowing }, rowsWanted: null }])).toEqual({ least: 1, most: 1300 });
  });

  test("few keys take a request each, many may be gathered", async () => {
    const keys = (count: number): PlannedRead => ({ kind: "lookup", table: "charges", keys: count });
    expect(await requestsOf([access("charges")], [keys(20)])).toEqual({ least: 20, most: 20 });
    expect(await requestsOf([access("charges")], [keys(1000)])).toEqual({ least: 10, most: 1010 });
  });

  test("a table that follows from the rows of others leaves the sum open", async () => {
    const accesses = [access("charges"), access("customers", { dependent: true })];
    const { tables, requests } = await estimate(accesses, [scan(table("charges"))]);
    expect(tables.map(({ table: name, requests: one }) => [name, one])).toEqual([
      ["charges", { least: 1000, most: 1300 }],
      ["customers", null],
    ]);
    expect(requests).toEqual({ least: 1000, most: null });
  });

  test("a query without tables takes nothing", async () => {
    expect(await requestsOf([], [])).toEqual({ least: 0, most: 0 });
  });
});
