import type { RunExclusively } from "../platform/ports";
import { electRunner } from "./elect-runner";
import type { Installation } from "./installation";
import { runSchedules, type SchedulesNeed } from "./run-schedules";
import { watchCells, type WatchCellsNeed } from "./watch-cells";

export type StartSchedulesNeed = Omit<SchedulesNeed, "installation" | "elected" | "cellTimes"> & {
  readonly openCellChanges: WatchCellsNeed["openCellChanges"];
  readonly installation: Installation;
  readonly runExclusively: RunExclusively;
  /** Where the workbook is; `null`: nowhere yet, so that no other page can have it open. */
  readonly address: (signal: AbortSignal) => Promise<string | null>;
  readonly newId: () => string;
};

/** Reads the workbook's queries and runs their schedules, in turn with other pages of this browser that have it open. */
export async function startSchedules(need: StartSchedulesNeed, signal: AbortSignal): Promise<void> {
  const [installation, address] = await Promise.all([need.installation(signal), need.address(signal), need.queries.load(signal)]);
  const elected = electRunner(need.runExclusively, `schedules:${address ?? need.newId()}`, signal);
  const cellTimes = watchCells({ ...need, installation, elected }, signal);
  await runSchedules({ ...need, installation, elected, cellTimes }, signal);
}
