import type { TableRefresh, RefreshedTable } from "../platform/ports";
import { type EditDefinitions, noting } from "./definition-edits";
import type { QueryDefinition } from "./query-definition";
import type { QueryParts } from "./refresh-query";
import { tableRef } from "./table-ref";

/** Which query's table is rewritten, with what, and what is stored of it when it is. */
export type Rewriting = {
  readonly definition: QueryDefinition;
  readonly refresh: TableRefresh;
  readonly keep: (written: RefreshedTable) => EditDefinitions;
};

/**
 * Rewrites the table of a query and stores what became of it while the table can still be put back; when it cannot be stored, all is
 * as it was. What goes wrong afterwards, when Excel deletes and sorts rows, is a note of the run.
 */
export async function rewriteTable({ queries, need }: QueryParts, { definition, refresh, keep }: Rewriting, signal: AbortSignal): Promise<void> {
  let stored: string | null = null;
  const confirm = async (written: RefreshedTable): Promise<void> => {
    await queries.edit(keep(written), signal);
    stored = written.note;
  };
  const { note } = await need.writeInTurn(() => need.workbook.refreshTable(tableRef(definition), { ...refresh, confirm }, signal));
  // The run is stored: it did not fail because its last note could not be.
  if (note !== null && note !== stored) await Promise.allSettled([queries.edit(noting(definition.id, note), new AbortController().signal)]);
}
