import type { CatalogTable } from "../../../src/catalog/catalog-table";

/** Where the published names are kept. */
export const snapshotFile = "test/catalog/names.snapshot.txt";

/** One line for each published column: `charges.amount money`. */
export function publishedNames(tables: readonly CatalogTable[]): string[] {
  return tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name} ${column.kind}`)).sort();
}

/** Adds new names to those already published. What was published stays, so that a loss is seen in the test. */
export function mergeNames(published: readonly string[], current: readonly string[]): string[] {
  const known = new Set(published.map(columnOf));
  return [...published, ...current.filter((line) => !known.has(columnOf(line)))].sort();
}

const columnOf = (line: string): string => line.split(" ")[0] ?? line;
