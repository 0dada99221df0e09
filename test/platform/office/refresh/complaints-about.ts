import type { RecordedRequest } from "../../../excel-sim/host/request-log";
import type { SheetModel } from "../../../excel-sim/sheet-model";

/** What a refresh may touch. The table's header is in the sheet's first row, its first column the sheet's. */
export type Promised = {
  readonly sheetId: string;
  /** Columns of the sheet that are ours. */
  readonly ours: readonly number[];
  /** Columns that the table had. */
  readonly width: number;
  /** Body rows that the table had. */
  readonly bodyRows: number;
  /** Body rows that it has in the end. */
  readonly rows: number;
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

const isWrite = (action: string): boolean => / = /.test(action) && !/ = (?:true|false)$/.test(action);

const otherAddress: Rule = (action, { sheetId, ours, width, bodyRows, rows }) => {
  if (!isWrite(action)) return null;
  const at = addressOf(action);
  if (!at) return "writes without an address";
  if (at.sheetId !== sheetId) return "writes on another sheet";
  if (columnsOf(at).some((column) => !ours.includes(column))) return "writes a column that is not ours";
  if (at.row === 0 && at.column < width) return "writes a header that was there";
  return at.row + at.rows > 1 + Math.max(bodyRows, rows) ? "writes cells that are not the table's" : null;
};

const oldFormat: Rule = (action, { bodyRows, formattedRow = bodyRows + 1 }) => {
  if (/\.format\b.* = /.test(action)) return "formats cells";
  return /\.numberFormat\w* = /.test(action) && (addressOf(action)?.row ?? 0) < formattedRow ? "formats cells that were there" : null;
};

type Address = { readonly sheetId: string; readonly row: number; readonly column: number; readonly rows: number; readonly columns: number };

const columnsOf = ({ column, columns }: Address): readonly number[] => Array.from({ length: columns }, (_, index) => column + index);

function addressOf(action: string): Address | null {
  const [, sheetId = "", row, column, rows, columns] = /worksheets\.getItem\("([^"]*)"\)\.getRangeByIndexes\((\d+), (\d+), (\d+), (\d+)\)/.exec(action) ?? [];
  return row === undefined ? null : { sheetId, row: Number(row), column: Number(column), rows: Number(rows), columns: Number(columns) };
}

/** Where the table of charges stands, and how long it is now. */
export function standingOf(model: SheetModel): Pick<Promised, "sheetId" | "rows"> {
  const { area } = model.tables().find(({ name }) => name === "Charges")!;
  return { sheetId: area.sheetId, rows: area.rows - 1 };
}

/** What requests ask of Excel that a refresh promised not to: an empty list is a refresh that leaves a person's work alone. */
export function complaintsAbout(requests: readonly RecordedRequest[], promised: Promised): readonly string[] {
  const actions = requests.filter(({ toService }) => !toService).flatMap((request) => request.actions);
  const rules = [forbidden, otherAddress, oldFormat];
  const found = actions.flatMap((action) => rules.flatMap((rule) => rule(action, promised) ?? []).map((complaint) => `${complaint}: ${action}`));
  const resizes = actions.filter((action) => action.includes(".resize("));
  return resizes.length > 1 ? [...found, `resizes ${resizes.length} times`] : found;
}
