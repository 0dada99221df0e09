import type { RunExclusively } from "../platform/ports";
import { electRunner } from "./elect-runner";
import type { Installation } from "./installation";
import { keepTrying } from "./keep-trying";
import { runSchedules, type SchedulesNeed, usualSleep } from "./run-schedules";
import { watchCells, type WatchCellsNeed } from "./watch-cells";

export type StartSchedulesNeed = Omit<SchedulesNeed, "installation" | "elected" | "cellTimes"> & {
  readonly openCellChanges: WatchCellsNeed["openCellChanges"];
  readonly installation: Installation;
  readonly runExclusively: RunExclusively;
  /** Where the workbook is now; `null`: nowhere yet, so that no other page can have it open. */
  readonly address: (signal: AbortSignal) => Promise<string | null>;
  readonly newId: () => string;
};

/**
 * Reads the workbook's queries and runs their schedules, in turn with other pages of this browser that have it open. While they cannot
 * be read, as when Excel is busy at the start, that is tried again.
 */
export async function startSchedules(need: StartSchedulesNeed, signal: AbortSignal): Promise<void> {
  const { clock, longestSleep: lookEvery = usualSleep } = need;
  const [installation] = await keepTrying(() => Promise.all([need.installation(signal), need.queries.load(signal)]), clock, signal);
  const alone = need.newId();
  const name = async (until: AbortSignal) => `schedules:${(await need.address(until)) ?? alone}`;
  const elected = electRunner({ ...need, name, lookEvery }, signal);
  const cellTimes = watchCells({ ...need, installation, elected }, signal);
  await runSchedules({ ...need, installation, elected, cellTimes }, signal);
}
