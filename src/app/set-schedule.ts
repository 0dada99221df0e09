import { AppError } from "../base/app-error";
import type { Queries, Schedule } from "./app-api";
import { rescheduled } from "./definition-edits";
import type { QueryParts } from "./refresh-query";
import { runsByItself } from "./schedule";

/** Says when queries run by themselves, and in whose Excel. */
export function createScheduling({ queries, need }: QueryParts): Pick<Queries, "setSchedule" | "takeOver"> {
  /** The schedule as this Excel's own; one that never runs is nobody's. */
  async function ownedHere({ onOpen, repeat }: Schedule, signal: AbortSignal): Promise<Schedule> {
    const schedule = { onOpen, repeat };
    const owner = runsByItself(schedule) ? await need.installation(signal) : null;
    return owner === null ? schedule : { ...schedule, owner };
  }

  return {
    async setSchedule(id, schedule, signal) {
      queries.find(id);
      await queries.edit(rescheduled(id, await ownedHere(schedule, signal), need.clock.now()), signal);
    },
    async takeOver(id, signal) {
      await queries.load(signal);
      const definition = queries.find(id);
      const now = need.clock.now();
      // It brings calendars, which are not needed to show the pane.
      const { standingOf } = await import("./schedule-standing");
      if (standingOf(definition, { installation: await need.installation(signal), now }) === "elsewhere") throw notOverdue();
      await queries.edit(rescheduled(id, await ownedHere(definition.schedule, signal), now), signal);
    },
  };
}

const notOverdue = () =>
  new AppError("BAD_ARGUMENT", "This query is refreshed on time on another computer.", { hint: "Set its schedule anew to have it run here." });
