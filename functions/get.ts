import type { FormulaAnswer } from "../src/app/formulas/formulas";
import { noSuchObject, objectQuery } from "../src/app/formulas/object-query";
import type { CellInvocation } from "./cell-invocation";
import { datedCells } from "./dated-cells";
import { onConnection, readRows } from "./read-rows";
import { runInCell } from "./run-in-cell";
import { type GridCell, toGrid } from "./to-grid";

/**
 * One object of Stripe by its id.
 * @customfunction GET
 * @param id The id, such as "cus_…"; how it begins tells the table.
 * @param [field] Such as "email" or "metadata.order"; left out: every field with its name.
 * @param [connection] Name of the connection; left out: the only one.
 * @param {CustomFunctions.CancelableInvocation} invocation Given by Excel.
 * @cancelable
 * @requiresAddress
 * @returns The field, or two columns with names and values; money in major units, dates as Excel dates.
 */
export function get(id: string, field: string, connection: string, invocation: CellInvocation): Promise<unknown[][]> {
  const asked: Asked = { id, field };
  return runInCell({ invocation, given: [id, field, connection] }, async (formulas, context) => {
    const wanted = asked.field || null;
    const wantedId = asked.id?.trim() ?? "";
    const read = { ...objectQuery(wantedId, wanted, formulas.tables()), ...onConnection(connection) };
    return toObjectGrid(await readRows(formulas, read, context), wantedId, wanted);
  });
}

/** What Excel passes; `null` stands for what the formula leaves out, whatever the declared type. */
type Asked = { readonly id: string | null; readonly field: string | null };

function toObjectGrid(answer: FormulaAnswer, id: string, field: string | null): GridCell[][] {
  const cells = datedCells(answer);
  const [object] = cells.rows;
  if (object === undefined) throw noSuchObject(id);
  if (field !== null) return toGrid(cells, false);
  const named = cells.headers.map((name, index) => [name, object[index] ?? null]);
  return toGrid({ headers: ["field", "value"], rows: named }, false);
}
