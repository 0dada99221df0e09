import type { QueryDefinition } from "../../src/app/app-api";
import type { Table } from "../../src/table/table";

/** What is chosen on the *Get data* page. Texts are as typed; `insert-request.ts` reads them. */
export type GetDataState = {
  /** Connection name; `null`: the first of the list. */
  readonly connection: string | null;
  readonly source: "table" | "sql";
  readonly table: string | null;
  readonly columns: readonly string[];
  /** Values that Stripe lists the table for, by column. */
  readonly required: Readonly<Record<string, string>>;
  /** A key that was not picked comes too, in a hidden column. */
  readonly keepId: boolean;
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
  keepId: true,
  sql: "",
  rowLimit: String(defaultRowLimit),
  target: "newSheet",
  name: "",
};

/** The choices that a query of the workbook was made by; its SQL where they are not known, or its table is not any more. */
export function choicesOf({ builder, sql, connection, maxRows }: QueryDefinition, tables: readonly Table[]): GetDataState {
  const rowLimit = maxRows === null ? "" : String(maxRows);
  const chosen = { ...startingState, connection, rowLimit, sql };
  if (!builder || !tables.some(({ name }) => name === builder.table)) return { ...chosen, source: "sql" };
  const { table, columns, required } = builder;
  return { ...chosen, source: "table", table, columns, required };
}
