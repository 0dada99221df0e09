import type { CatalogTable } from "./catalog-table";
import { decodeTables } from "./decode-tables";
import { normalizeName } from "./normalize-name";
import { tableAliases } from "./table-aliases";
import encoded from "./tables.json";

type Catalog = {
  readonly tables: readonly CatalogTable[];
  readonly byName: ReadonlyMap<string, CatalogTable>;
  readonly byResource: ReadonlyMap<string, CatalogTable>;
};

let decoded: Catalog | undefined;

/** Every table of Stripe's API, sorted by name; decoded at the first call. */
export function catalogTables(): readonly CatalogTable[] {
  return catalog().tables;
}

/** Finds a table by any accepted spelling: case and underscores do not matter, and well-known other names resolve. */
export function findCatalogTable(name: string): CatalogTable | undefined {
  return catalog().byName.get(normalizeName(name));
}

/** The table whose rows are a resource, such as `customers` for the expandable resource `customer`; for references between tables. */
export function findTableOfResource(resource: string): CatalogTable | undefined {
  return catalog().byResource.get(resource);
}

/** Stripe API version that the catalog describes; requests are pinned to it. */
export const catalogApiVersion: string = encoded.api;

function catalog(): Catalog {
  decoded ??= index(decodeTables(encoded));
  return decoded;
}

function index(tables: readonly CatalogTable[]): Catalog {
  const byName = new Map(tables.map((table) => [normalizeName(table.name), table]));
  const byResource = new Map<string, CatalogTable>();
  for (const table of tables) {
    if (table.kind === "list" && table.parents.length === 0 && !byResource.has(table.resource)) {
      byResource.set(table.resource, table);
    }
  }
  for (const [alias, name] of Object.entries(tableAliases)) {
    const table = byName.get(normalizeName(name));
    if (table !== undefined) byName.set(normalizeName(alias), table);
  }
  return { tables, byName, byResource };
}
