import type { RecordedRequest } from "../../../excel-sim/host/request-log";

/** What a refresh may touch. */
export type Promised = {
  /** Columns of the sheet that are ours. */
  readonly ours: readonly number[];
  /** Body rows that the table had; the header is in the sheet's first row. */
  readonly bodyRows: number;
  /** The first row of the sheet that is new and may be formatted; else that behind the body. */
  readonly formattedRow?: number;
  /** Rows may be deleted, since that was asked for. */
  readonly mayDelete?: boolean;
};

type Rule = (action: string, promised: Promised) => string | null;

const forbidden: Rule = (action, { mayDelete }) => {
  if (/\.formulas(?:Local|R1C1)? = /.test(action)) return "writes formulas";
  if (/\.clear\(/.test(action)) return "clears cells";
  if (/\.insert\(|\.add\(/.test(action)) return "inserts or adds cells";
  const deletesRow = /\.rows\.getItemAt\(\d+\)\.delete\(\)$/.test(action);
  return /\.delete\w*\(/.test(action) && !(deletesRow && mayDelete) ? "deletes cells" : null;
};

const otherAddress: Rule = (action, { ours }) => {
  if (!/ = /.test(action) || / = (?:true|false)$/.test(action)) return null;
  const at = addressOf(action);
  if (!at) return "writes without an address";
  return Array.from({ length: at.columns }, (_, index) => at.column + index).every((column) => ours.includes(column)) ? null : "writes a column that is not ours";
};

const oldFormat: Rule = (action, { bodyRows, formattedRow = bodyRows + 1 }) => {
  if (/\.format\b.* = /.test(action)) return "formats cells";
  return /\.numberFormat\w* = /.test(action) && (addressOf(action)?.row ?? 0) < formattedRow ? "formats cells that were there" : null;
};

function addressOf(action: string): { readonly row: number; readonly column: number; readonly columns: number } | null {
  const [, row, column, , columns] = /\.getRangeByIndexes\((\d+), (\d+), (\d+), (\d+)\)/.exec(action) ?? [];
  return row === undefined ? null : { row: Number(row), column: Number(column), columns: Number(columns) };
}

/** What requests ask of Excel that a refresh promised not to: an empty list is a refresh that leaves a person's work alone. */
export function complaintsAbout(requests: readonly RecordedRequest[], promised: Promised): readonly string[] {
  const actions = requests.filter(({ toService }) => !toService).flatMap((request) => request.actions);
  const rules = [forbidden, otherAddress, oldFormat];
  const found = actions.flatMap((action) => rules.flatMap((rule) => rule(action, promised) ?? []).map((complaint) => `${complaint}: ${action}`));
  const resizes = actions.filter((action) => action.includes(".resize("));
  return resizes.length > 1 ? [...found, `resizes ${resizes.length} times`] : found;
}
