import type { CatalogTable } from "./catalog-table";
import { decodeTables } from "./decode-tables";
import { normalizeName } from "./normalize-name";
import encoded from "./tables.json";

type Catalog = {
  readonly tables: readonly CatalogTable[];
  readonly byName: ReadonlyMap<string, CatalogTable>;
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

/** Stripe API version that the catalog describes; requests are pinned to it. */
export const catalogApiVersion: string = encoded.api;

function catalog(): Catalog {
  decoded ??= index(decodeTables(encoded));
  return decoded;
}

function index(tables: readonly CatalogTable[]): Catalog {
  return { tables, byName: new Map(tables.map((table) => [normalizeName(table.name), table])) };
}
