import { AppError } from "../base/app-error";
import type { Queries, Schedule } from "./app-api";
import { rescheduled } from "./definition-edits";
import type { QueryParts } from "./refresh-query";
import { runsByItself } from "./schedule";

/** Says when queries run by themselves, and in whose Excel. */
export function createScheduling({ queries, need }: QueryParts): Pick<Queries, "setSchedule" | "takeOver" | "findCell"> {
  /** The schedule as this Excel's own; one that never runs is nobody's. */
  async function ownedHere({ onOpen, repeat, onChange }: Schedule, signal: AbortSignal): Promise<Schedule> {
    const schedule = { onOpen, repeat, ...(onChange === undefined ? {} : { onChange }) };
    const owner = runsByItself(schedule) ? await need.installation(signal) : null;
    return owner === null ? schedule : { ...schedule, owner };
  }

  return {
    async findCell(text, signal) {
      const cells = await need.openCellChanges();
      const found = text === null ? await cells.selected(signal) : await cells.find(text, signal);
      if (found === null) throw noCell(text ?? "");
      return found;
    },
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

const noCell = (text: string) =>
  new AppError("BAD_ARGUMENT", `This workbook has no cell "${text}".`, { hint: "Give a cell with its sheet, such as Sheet1!B2, or the name of one." });
