import type { TableRef } from "../platform/ports";
import type { QueryDefinition } from "./app-api";

/** How the table of a query is found. */
export const tableRef = ({ tableId, tableName, columns = [] }: QueryDefinition): TableRef => ({
  id: tableId,
  name: tableName ?? null,
  headers: columns.map(({ header }) => header),
});
