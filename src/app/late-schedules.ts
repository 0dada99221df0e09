import { AppError } from "../base/app-error";
import type { Clock } from "../platform/ports";
import { keepTrying } from "./keep-trying";
import type { QueryList } from "./query-list";

export type LateNeed<Code> = {
  readonly clock: Clock;
  readonly queries: Pick<QueryList, "load">;
  readonly load: () => Promise<Code>;
  /** Told why schedules do not run yet. */
  readonly tell: (problem: AppError) => void;
};

/**
 * Loads the code that runs schedules and brings calendars, which are not needed to show the pane. While that fails it is tried again,
 * later and later, and the workbook's queries are read all the same, so that they are shown and can be run by hand.
 */
export function loadSchedules<Code>({ clock, queries, load, tell }: LateNeed<Code>, signal: AbortSignal): Promise<Code> {
  const attempt = async (): Promise<Code> => {
    try {
      return await load();
    } catch (cause) {
      tell(notLoaded(cause));
      await queries.load(signal);
      throw cause;
    }
  };
  return keepTrying(attempt, clock, signal);
}

const notLoaded = (cause: unknown) =>
  new AppError("INTERNAL", "Schedules do not run yet, because their code could not be loaded.", {
    hint: "Check that this computer reaches the internet. It is tried again by itself.",
    cause,
  });
