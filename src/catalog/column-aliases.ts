import type { CatalogColumn, CatalogTable } from "./catalog-table";
import { normalizeName } from "./normalize-name";

/** Another spelling of a column. */
export type ColumnAlias = { readonly alias: string; readonly column: string };

/**
 * Finds the column that a name means; case and underscores do not matter. Endings that other Stripe tools use resolve too:
 * `CustomerId` and `customer_id` for a reference, `MetadataAggregate` for JSON, `CreatedAt` for an instant.
 */
export function matchColumn(table: CatalogTable, name: string): CatalogColumn | undefined {
  return spellings(table).get(normalizeName(name));
}

/**
 * Every spelling of a table's columns that SQL, which ignores case but not underscores, would not find by itself.
 * No alias equals the name of a column or another alias.
 */
export function columnAliases(table: CatalogTable): readonly ColumnAlias[] {
  const taken = new Set(table.columns.map(({ name }) => name));
  const aliases: ColumnAlias[] = [];
  for (const column of table.columns) {
    for (const alias of [column.name, ...otherNames(column)].flatMap((name) => [name, normalizeName(name)])) {
      if (taken.has(alias) || matchColumn(table, alias) !== column) continue;
      taken.add(alias);
      aliases.push({ alias, column: column.name });
    }
  }
  return aliases;
}

const cache = new WeakMap<CatalogTable, ReadonlyMap<string, CatalogColumn>>();

/** A column's own name beats another column's alternative one. */
function spellings(table: CatalogTable): ReadonlyMap<string, CatalogColumn> {
  const known = cache.get(table);
  if (known !== undefined) return known;
  const found = new Map<string, CatalogColumn>();
  const add = (name: string, column: CatalogColumn) => {
    const key = normalizeName(name);
    if (!found.has(key)) found.set(key, column);
  };
  for (const column of table.columns) add(column.name, column);
  for (const column of table.columns) for (const name of otherNames(column)) add(name, column);
  cache.set(table, found);
  return found;
}

function otherNames({ name, kind, expandable }: CatalogColumn): string[] {
  if (kind === "json") return [`${name}_aggregate`];
  if (kind === "timestamp" && name === "created") return ["created_at"];
  return expandable === undefined || name.endsWith("_id") ? [] : [`${name}_id`];
}
