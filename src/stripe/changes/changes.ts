import type { Conditions, ReadContext } from "../../table/row-source";
import type { ColumnPlan } from "../declare-columns";
import type { TablePlan } from "../declare-table";
import type { JsonObject } from "../json-object";

/**
 * Up to where changes are known. Times are Stripe's own, taken from what it sent, so that a wrong clock on this side
 * loses nothing.
 */
export type ChangeMark = {
  /** Unix seconds; not later than the newest event or object that could be seen then. `null`: there was none. */
  readonly newest: number | null;
  /** Ids of events that were dealt with and may be listed again within the overlap. */
  readonly settled: ReadonlySet<string>;
  /** This side's clock at the moment that the mark is of, milliseconds; only differences count. */
  readonly takenAt: number;
};

/** Rows of a table as they were read, and what changes are asked for. */
export type KnownRows = {
  readonly plan: TablePlan;
  readonly columns: readonly ColumnPlan[];
  /** What the rows were listed with. */
  readonly conditions: Conditions;
  /** What {@link ChangeReader.mark} gave; with `null`, the answer says why there was none. */
  readonly mark: ChangeMark | null;
  /** Requests that listing them again would take, at least. */
  readonly listRequests: number;
  /** All kept rows, in any order. */
  readonly rows: () => Iterable<RawRow>;
};

/** The raw values of a kept row, as the API sent them (objects and lists also as their JSON text), by the name of the catalog's column. */
export type RawRow = (column: string) => unknown;

/** What happened since, or why everything has to be listed again. */
export type Changes =
  | { readonly kind: "changes"; readonly objects: readonly JsonObject[]; readonly gone: readonly string[]; readonly mark: ChangeMark }
  | { readonly kind: "reload"; readonly why: string };

/** Reads what changed since a listing. */
export interface ChangeReader {
  /**
   * A mark of the moment when a listing began, so that whatever changes meanwhile is read later, however late the mark is taken.
   * `began`: that moment by this side's clock, milliseconds. `null` for a table without a way to tell, and where the key may not
   * read events.
   * @throws AppError `CANCELLED`, `REAUTH_REQUIRED`; other failures make it `null`.
   */
  mark(plan: TablePlan, began: number, context: ReadContext): Promise<ChangeMark | null>;
  /** @throws AppError the client's errors. */
  read(known: KnownRows, context: ReadContext): Promise<Changes>;
}
