import { describe, expect, test } from "@jest/globals";

import { toTableRefresh } from "../../src/app/to-table-refresh";
import type { PartialReason, ResultColumn } from "../../src/table/query-result";
import type { Table } from "../../src/table/table";

const table = (name: string): Table => ({ name, doc: "", key: "id", columns: [], filters: [], newestFirst: null, defaultColumns: [] });
const column = (name: string, origin: ResultColumn["origin"] = null): ResultColumn => ({ name, type: null, origin });
const none = { rows: [], requests: 0, asOf: 0, elapsedMs: 0, loads: [] };

const cut: PartialReason = { code: "ROW_LIMIT", message: "First 1,000 rows; more exist." };
const refused: PartialReason = { code: "NOT_ENABLED", message: "No rows of issuing_cards." };

type Given = { readonly reasons?: readonly PartialReason[]; readonly sql?: string };

function refreshOf(columns: readonly ResultColumn[], { reasons = [], sql = "SELECT 1" }: Given = {}) {
  const of = { definition: { sql, columns: [{ header: "id", columnId: 4 }] }, now: Date.UTC(2026, 10, 21, 23, 30) };
  return toTableRefresh({ ...none, complete: reasons.length === 0, reasons, columns }, of, table);
}

describe("the refresh of a query's table", () => {
  test("the keys of all tables whose key the result shows unchanged tell its rows apart, under whatever name", () => {
    const charge = column("Charge", { table: "charges", column: "id" });
    const customer = column("c", { table: "customers", column: "id" });
    expect(refreshOf([column("amount"), charge, customer]).key).toEqual([1, 2]);
  });

  test.each([
    ["a reference to another table", column("customer", { table: "charges", column: "customer" })],
    ["an expression", column("id")],
  ])("%s is no key", (_what, one) => expect(refreshOf([one]).key).toEqual([]));

  const id = column("id", { table: "charges", column: "id" });

  test("the rows of a partial result keep their key, and why it lacks some is told", () => {
    expect(refreshOf([id], { reasons: [refused] })).toMatchObject({ key: [0], lacks: "No rows of issuing_cards." });
    expect(refreshOf([id], { reasons: [cut, refused] })).toMatchObject({ lacks: "First 1,000 rows; more exist. No rows of issuing_cards." });
    expect(refreshOf([id])).not.toHaveProperty("lacks");
  });

  test("a table of the first rows shows them in order, so that it does not grow for ever", () => {
    expect(refreshOf([id], { reasons: [cut] })).toMatchObject({ inOrder: "only the first rows are shown" });
    expect(refreshOf([id], { reasons: [cut] })).not.toHaveProperty("lacks");
    expect(refreshOf([id])).not.toHaveProperty("inOrder");
  });

  test("rows are ordered as the query orders them, where it does so by columns of its result", () => {
    const columns = [column("id"), column("amount")];
    expect(refreshOf(columns, { sql: "SELECT id, amount FROM charges ORDER BY amount DESC LIMIT 5" }).order).toEqual([{ column: 1, descending: true }]);
    expect(refreshOf(columns, { sql: "SELECT id, amount FROM charges ORDER BY abs(amount)" }).order).toBe("unknown");
    expect(refreshOf(columns).order).toEqual([]);
  });

  test("columns are those that the last write noted, and gone rows are marked with the day", () => {
    expect(refreshOf([])).toMatchObject({ columns: [{ header: "id", columnId: 4 }], gone: "mark", goneSince: "2026-11-21" });
  });
});
