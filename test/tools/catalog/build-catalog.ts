import { encodeTables } from "./encode";
import { collectEnumValues } from "./enum-values";
import { readEventTypes } from "./read-event-types";
import { readTables } from "./read-tables";
import { openSdk } from "./sdk-program";

/** Texts of the generated files, from the `stripe` package at `folder`. Same package, same bytes. */
export function buildCatalog(folder: string): { tables: string; enums: string; eventTypes: string } {
  const sdk = openSdk(folder);
  const tables = readTables(sdk);
  return {
    tables: toText(encodeTables(tables, { sdk: sdk.version, api: sdk.apiVersion })),
    enums: toText(collectEnumValues(tables)),
    eventTypes: toText(readEventTypes(sdk)),
  };
}

/** One line for each table, resource or enumeration list, so that a change is readable in review. */
function toText(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
