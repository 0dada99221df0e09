import type { EnumValueLists } from "../../../src/catalog/enum-values";
import type { ColumnSource, TableSource } from "./model";

/** Collects the known values of enumerations: of columns by resource and flattened name, of filters by table. */
export function collectEnumValues(tables: readonly TableSource[]): EnumValueLists {
  const resources: Record<string, Record<string, readonly string[]>> = {};
  const filters: Record<string, Record<string, readonly string[]>> = {};
  for (const table of tables) {
    const columns = Object.fromEntries(table.columns.flatMap((column) => columnValues(column, "")));
    const parameters = Object.fromEntries(table.filters.flatMap(({ name, values }) => (values ? [[name, values]] : [])));
    if (Object.keys(columns).length > 0) resources[table.resource] = columns;
    if (Object.keys(parameters).length > 0) filters[table.name] = parameters;
  }
  return { resources, filters };
}

function columnValues({ name, values, members, resource }: ColumnSource, prefix: string): [string, readonly string[]][] {
  const full = prefix + name;
  if (members !== undefined && resource === undefined) return members.flatMap((member) => columnValues(member, `${full}_`));
  return values === undefined || full === "object" ? [] : [[full, values]];
}
