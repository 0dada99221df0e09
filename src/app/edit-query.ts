import type { RefreshedTable } from "../platform/ports";
import type { AnsweredQuery, RefreshWish, RunContext } from "./app-api";
import { edited } from "./definition-edits";
import type { QueryChange, QueryDefinition } from "./query-definition";
import { hasAddedKey, withKey } from "./keep-key";
import { type QueryParts, whileRunning } from "./refresh-query";
import { refuseKeys } from "./refuse-keys";
import { rewriteTable } from "./rewrite-table";
import { lastRunOf, runOf, type RunStart } from "./run-of";
import type { FindTable } from "./to-table-content";
import { toTableRefresh } from "./to-table-refresh";

/** Which query of the workbook is changed, and how; and how it then runs. */
export type Edit = { readonly id: string; readonly change: QueryChange; readonly wish: Pick<RefreshWish, "maxRequests"> };

/**
 * Runs the changed query to its end, then rewrites its table, then stores the definition; when a step fails, all is as it was.
 * A person does it, who thereby lets the workbook read from the connection.
 */
export async function editQuery(parts: QueryParts, { id, change, wish }: Edit, context: RunContext): Promise<AnsweredQuery> {
  const { queries, need } = parts;
  const { signal } = context;
  refuseKeys("query", [change.sql, ...Object.values(change.parameters ?? [])]);
  const start: RunStart = { at: need.clock.now(), cause: "person" };
  const result = await whileRunning(parts, { id, context }, async (watched) => {
    const before = queries.find(id);
    const connection = await need.connectionFor(change.connection ?? before.connection, signal);
    const changed = { ...keepingKey(before, withChange(before, change), need.findTable), connection };
    const answer = await need.runQuery(runOf(changed, wish), watched);
    const refresh = toTableRefresh(answer, { definition: changed, now: start.at }, need.findTable);
    const keep = (written: RefreshedTable) => edited(changed, lastRunOf(answer, start, written), written);
    await rewriteTable(parts, { definition: before, refresh, keep }, signal);
    return answer;
  });
  await need.allowHere(result.connection, signal);
  return result;
}

/** A key that came with the picks unasked still comes when the picks change. */
function keepingKey(before: QueryDefinition, changed: QueryDefinition, findTable: FindTable): QueryDefinition {
  const sql = hasAddedKey(before, findTable) ? withKey(changed, findTable) : null;
  return sql === null ? changed : { ...changed, sql };
}

/** Picks belong to the statement that was made of them. */
function withChange({ builder, ...before }: QueryDefinition, change: QueryChange): QueryDefinition {
  const picked = change.sql === undefined ? builder : undefined;
  return { ...before, ...(picked ? { builder: picked } : {}), ...change };
}
