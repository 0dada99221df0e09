/** A value as SQLite knows it. Booleans are 0 or 1, timestamps are `YYYY-MM-DD HH:MM:SS` text, money is minor units. */
export type SqlValue = string | number | null;

/**
 * What a column holds.
 * `money` is an integer in the currency's minor unit, `moneyMajor` the same in major units (twelve euros fifty = 12.5),
 * `json` the text of a list or object.
 */
export const columnTypes = [
  "text",
  "integer",
  "real",
  "boolean",
  "timestamp",
  "money",
  "moneyMajor",
  "json",
] as const;
export type ColumnType = (typeof columnTypes)[number];

export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  /** Left out of `SELECT *` and of pickers: twins, alternative spellings, filter-only columns. */
  readonly hidden?: true;
  /** Asking for this column costs more requests or slower ones (expanded objects, nested lists). */
  readonly costly?: true;
  /** For money: the column of the same table that holds the currency code. */
  readonly currencyColumn?: string;
  /** The table whose key this column holds. */
  readonly references?: string;
};
