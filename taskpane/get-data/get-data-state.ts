/** What is chosen on the *Get data* page. Texts are as typed; `insert-request.ts` reads them. */
export type GetDataState = {
  /** Connection name; `null`: the first of the list. */
  readonly connection: string | null;
  readonly source: "table" | "sql";
  readonly table: string | null;
  readonly columns: readonly string[];
  /** Values that Stripe lists the table for, by column. */
  readonly required: Readonly<Record<string, string>>;
  readonly sql: string;
  /** Empty: all rows. */
  readonly rowLimit: string;
  readonly target: "newSheet" | "activeCell";
  /** Empty: the suggested name. */
  readonly name: string;
};

/** Rows that are read unless a person asks for more. */
export const defaultRowLimit = 1000;

export const startingState: GetDataState = {
  connection: null,
  source: "table",
  table: null,
  columns: [],
  required: {},
  sql: "",
  rowLimit: String(defaultRowLimit),
  target: "newSheet",
  name: "",
};
