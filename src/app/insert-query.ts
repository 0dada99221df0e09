import type { InsertOutcome, InsertRequest, QueryDefinition, RunContext } from "./app-api";
import type { TableTarget, Workbook, WrittenTable } from "../platform/ports";
import { type PickedSelect, withKey } from "./keep-key";
import type { QueriesNeed } from "./queries-need";
import type { QueryList } from "./query-list";
import { refuseKeys } from "./refuse-keys";
import { lastRunOf } from "./run-of";
import { noSchedule } from "./schedule";
import { toTableContent } from "./to-table-content";

/** Runs the query to its end, then writes the table, then stores the definition; when a step fails, nothing stays. */
export async function insertQuery(
  { queries, need }: { readonly queries: QueryList; readonly need: QueriesNeed },
  request: InsertRequest,
  context: RunContext,
): Promise<InsertOutcome> {
  const { signal } = context;
  refuseKeys("query", [request.name, request.run.sql, ...Object.values(request.run.parameters ?? [])]);
  const target = await placeNow(need.workbook, request.target, signal);
  // A workbook that cannot be read must say so before any work is done.
  await queries.load(signal);
  const connection = await need.connectionFor(request.run.connection, signal);
  const startedAt = need.clock.now();
  const keyed = request.keepId === false ? null : withKey(selectOf(request), need.findTable);
  const run = keyed === null ? request.run : { ...request.run, sql: keyed };
  const result = await need.runQuery({ ...run, connection }, context);
  const draft = { id: need.newId(), connection, lastRun: lastRunOf(result, { at: startedAt, cause: "insert" }, null) };
  let definition: QueryDefinition | undefined;
  const insert = {
    target,
    name: request.name,
    content: toTableContent(result, need.findTable),
    ...(keyed !== null && target.kind === "newSheet" ? { hidden: [result.columns.length - 1] } : {}),
    confirm: async ({ location, columns }: WrittenTable) => {
      const added = toDefinition({ ...request, run }, { ...draft, tableId: location.id, tableName: location.name, columns });
      await queries.edit((definitions) => [...definitions, added], signal);
      definition = added;
    },
  };
  const { location } = await need.writeInTurn(() => need.workbook.insertTable(insert, signal));
  if (!definition) throw new Error("the workbook did not confirm the table");
  await need.allowHere(connection, signal);
  return { definition, location, result };
}

/** A person may click elsewhere while the query runs, and means the cell that they had selected. */
async function placeNow(workbook: Workbook, target: TableTarget, signal: AbortSignal): Promise<TableTarget> {
  return target.kind === "activeCell" ? { kind: "cell", cell: await workbook.activeCell(signal) } : target;
}

const selectOf = ({ run, builder }: InsertRequest): PickedSelect => ({ sql: run.sql, ...(builder ? { builder } : {}) });

type Added = Pick<QueryDefinition, "id" | "connection" | "tableId" | "tableName" | "columns" | "lastRun">;

function toDefinition({ run, name, builder, schedule = noSchedule }: InsertRequest, added: Added): QueryDefinition {
  const { sql, maxRows = null, parameters } = run;
  return { ...added, name, sql, maxRows, schedule, ...(builder ? { builder } : {}), ...(parameters === undefined ? {} : { parameters }) };
}
