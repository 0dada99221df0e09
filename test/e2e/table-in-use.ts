import type { OpenWorkbench } from "./open-workbench";

/** A row of the table by its headers: values, and formulas where a cell has one. */
export type TableRow = { readonly values: Readonly<Record<string, unknown>>; readonly formulas: Readonly<Record<string, unknown>>; readonly hidden: boolean };

export type TableLook = {
  /** Where the table is, without its totals row. */
  readonly address: string;
  readonly headers: readonly string[];
  readonly rows: readonly TableRow[];
  /** Number formats of the rows. */
  readonly formats: readonly (readonly string[])[];
};

/** The only table of that name, as it stands. */
export async function lookAtTable(bench: OpenWorkbench, name: string): Promise<TableLook> {
  const table = (await bench.call("tables")).find((candidate) => candidate.name === name);
  if (!table) throw new Error(`There is no table ${name}.`);
  const { values, formulas, numberFormats, hiddenRows } = await bench.call("getCells", table.address);
  const headers = (values[0] ?? []).map(String);
  const byHeader = (cells: readonly unknown[] = []): Record<string, unknown> => Object.fromEntries(headers.map((header, column) => [header, cells[column]]));
  const rows = values.slice(1).map((row, index) => ({ values: byHeader(row), formulas: byHeader(formulas[index + 1]), hidden: hiddenRows[index + 1] ?? false }));
  return { address: table.address, headers, rows, formats: numberFormats.slice(1) };
}
