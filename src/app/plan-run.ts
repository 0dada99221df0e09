import type { QueryDefinition, QueryState, RunCause } from "./app-api";
import { afterChange, afterFailure, nextRun } from "./next-run";
import { failuresInRow, mostFailures } from "./schedule-failures";
import { type Observer, standingOf } from "./schedule-standing";

/** When this runtime last tried to run a query: a try that failed may not have reached the workbook. */
export type Tried = { readonly at: number; readonly cause: RunCause; readonly jitter: number; readonly failures: number };

/** What the loop of schedules knows of a query besides the workbook. */
export type Known = Observer & {
  readonly tried: Tried | undefined;
  /** It has to run because the workbook was opened at this time, and has not yet; `null`: it has not to. */
  readonly openedAt: number | null;
  /** When the cell that it follows last changed; `null`: not in this session. */
  readonly cellChangedAt: number | null;
};

/** Whose Excel runs a query's schedule, when it runs it next (`null`: never, or not from here), and why. */
export type PlannedRun = Required<Pick<QueryState, "schedule" | "nextRun">> & { readonly cause: RunCause };

/** Decides when a query runs next by itself. Times are milliseconds since 1970 UTC. */
export function planRun({ definition }: QueryState, known: Known): PlannedRun {
  const schedule = standingOf(definition, known);
  if (schedule !== "here" || definition.paused !== undefined) return { schedule, nextRun: null, cause: "schedule" };
  const before = triesOf(definition, known);
  return { schedule, ...(openingRun(definition, known) ?? earlier(changedRun(definition, before, known), repeatedRun(definition, before, known))) };
}

type Wished = Omit<PlannedRun, "schedule">;

function openingRun({ lastRun }: QueryDefinition, { openedAt, now }: Known): Wished | null {
  return openedAt !== null && (lastRun?.at ?? 0) < openedAt ? { nextRun: now, cause: "opening" } : null;
}

/** The last try, what made it, and how many failed in a row until then. */
type Tries = { readonly lastRun: number | null; readonly cause: RunCause | undefined; readonly failures: number };

function triesOf(definition: QueryDefinition, { now, tried }: Known): Tries {
  const { lastRun } = definition;
  const times = [lastRun?.at, tried?.at].filter((time) => time !== undefined);
  const isNoted = tried === undefined || (lastRun?.at ?? 0) >= tried.at;
  const last = isNoted ? { cause: lastRun?.cause, failures: failuresInRow(definition) } : tried;
  return { lastRun: latestUntil(now, times), cause: last.cause, failures: last.failures };
}

function changedRun({ schedule: { onChange } }: QueryDefinition, tries: Tries, { cellChangedAt }: Known): Wished {
  const { lastRun, cause, failures } = tries;
  const isNews = cellChangedAt !== null && (lastRun === null || lastRun <= cellChangedAt);
  const isOwed = cause === "cell" && failures > 0 && failures < mostFailures;
  const nextRun = isNews ? afterChange(cellChangedAt, tries) : isOwed ? afterFailure(tries) : null;
  return { nextRun: onChange === undefined ? null : nextRun, cause: "cell" };
}

function repeatedRun({ schedule }: QueryDefinition, tries: Tries, { now, tried }: Known): Wished {
  return { nextRun: nextRun(schedule, { ...tries, now }, tried?.jitter ?? 0), cause: "schedule" };
}

const earlier = (one: Wished, other: Wished): Wished => ((one.nextRun ?? Infinity) < (other.nextRun ?? Infinity) ? one : other);

/** A run in the future was noted by a clock that is wrong; counting from it could put the next one off for ever. */
function latestUntil(now: number, times: readonly number[]): number | null {
  const known = times.filter((time) => time <= now);
  return known.length === 0 ? null : Math.max(...known);
}
