import type { App } from "./app-api";
import type { AppDeps } from "./create-app";
import { createEvidence, type CreateEvidenceNeed } from "./evidence/create-evidence";
import { createInstallation } from "./installation";
import { loadSchedules } from "./late-schedules";
import { createQueue } from "./one-at-a-time";
import { createQueries, type WorkbookQueries } from "./queries";
import type { QueriesNeed } from "./queries-need";

export type WorkbookQueriesNeed = Pick<QueriesNeed, "runQuery" | "runIfAllowed" | "connectionFor" | "allowHere" | "findTable"> &
  Pick<CreateEvidenceNeed, "open" | "revisionOf">;

/** The queries that the workbook carries, and the evidence that they leave in it. */
export function createWorkbookQueries(deps: AppDeps, need: WorkbookQueriesNeed): { readonly queries: WorkbookQueries; readonly evidence: App["evidence"]; readonly runSchedules: App["runSchedules"] } {
  const { clock, random, workbook, addIn, openCellChanges } = deps;
  const writeInTurn = createQueue();
  const { keeper, sheets } = createEvidence({ ...need, workbook, clock, writeInTurn, run: need.runIfAllowed });
  const installation = createInstallation({ ...deps, openDeviceStore: deps.openSettingsStore });
  const newId = () => `query-${random().toString(36).slice(2, 12)}`;
  const queries = createQueries({
    ...need,
    clock,
    workbook,
    addIn,
    openCellChanges,
    installation,
    newId,
    writeInTurn,
    evidence: keeper,
  });
  return {
    queries,
    evidence: sheets,
    async runSchedules(signal, tell = () => undefined) {
      const load = () => import("./start-schedules");
      const { startSchedules } = await loadSchedules({ clock, queries: queries.entries, load, tell }, signal);
      const { runExclusively } = deps;
      const address = (until: AbortSignal) => addIn.documentAddress(until);
      const tools = { clock, random, runExclusively, installation, openCellChanges, address, newId };
      await startSchedules({ ...tools, queries: { ...queries.entries, refresh: (id, context, wish) => queries.refresh(id, context, wish) } }, signal);
    },
  };
}
