import type { InsertOutcome } from "../../src/app/app-api";
import type { PartialReason } from "../../src/table/query-result";
import type { Progress } from "../task";

const numbers = new Intl.NumberFormat("en-US");

/** `1,000 rows`, `1 row`, `no rows`. */
export function rowCount(rows: number): string {
  if (rows === 0) return "no rows";
  return rows === 1 ? "1 row" : `${numbers.format(rows)} rows`;
}

/** Whether all rows are there, or each reason why not. */
export function completeness(complete: boolean, reasons: readonly PartialReason[]): string {
  if (complete) return "All rows are there.";
  return reasons.map(({ message }) => message).join(" ") || "Some rows may be missing.";
}

/** The line under *Insert*: `1,000 rows inserted into Charges. First 1,000 rows; more exist.` */
export function resultLine({ result, location }: InsertOutcome): string {
  const count = rowCount(result.rows.length);
  const inserted = `${count.charAt(0).toUpperCase()}${count.slice(1)} inserted into ${location.name}.`;
  return `${inserted} ${completeness(result.complete, result.reasons)}`;
}

/** What a running query says: `Reading… 300 rows, 4 requests`. */
export function progressLine(progress: Progress | null): string {
  if (progress === null || progress.requests === 0) return "Reading…";
  const requests = progress.requests === 1 ? "1 request" : `${numbers.format(progress.requests)} requests`;
  return `Reading… ${rowCount(progress.rowsRead)}, ${requests}`;
}
