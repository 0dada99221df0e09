import { tableQuery } from "../src/app/formulas/table-query";
import type { CellInvocation } from "./cell-invocation";
import { datedCells } from "./dated-cells";
import { onConnection, readRows } from "./read-rows";
import { runInCell } from "./run-in-cell";
import { toGrid } from "./to-grid";

/**
 * Rows of one of Stripe's tables, without SQL.
 * @customfunction TABLE
 * @param table Name of the table, such as "charges".
 * @param [columns] Such as "id, amount", or cells with names; left out: the usual ones.
 * @param [filter] A condition, such as "status = 'paid' AND amount > 1000".
 * @param [limit] Most rows; left out: all.
 * @param [connection] Name of the connection; left out: the only one.
 * @param {CustomFunctions.CancelableInvocation} invocation Given by Excel.
 * @cancelable
 * @requiresAddress
 * @returns A row of headers and the rows, money in major units, dates as Excel dates.
 */
export function table(
  table: string,
  columns: unknown[][],
  filter: string,
  limit: number,
  connection: string,
  invocation: CellInvocation,
): Promise<unknown[][]> {
  const given = [table, columns, filter, connection] as (string | unknown[][] | null)[];
  return runInCell({ invocation, given }, async (formulas, context) => {
    const wish = { table, columns: columnNames(columns), filter: filter ?? "", limit: limit ?? null };
    const read = { sql: tableQuery(wish, formulas.tables()), ...onConnection(connection) };
    return toGrid(datedCells(await readRows(formulas, read, context)), true);
  });
}

/** A cell may hold several names; empty cells are none. */
function columnNames(cells: readonly (readonly unknown[])[] | null): readonly string[] {
  const texts = (cells ?? []).flat().filter((cell) => typeof cell === "string");
  return texts.flatMap((text) => text.split(",")).map((name) => name.trim()).filter((name) => name !== "");
}
