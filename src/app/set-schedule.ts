import { AppError } from "../base/app-error";
import type { FollowedCell } from "../platform/ports";
import type { Queries, Schedule } from "./app-api";
import { rescheduled } from "./definition-edits";
import type { QueryParts } from "./refresh-query";
import { followedCell, noteOf, runsByItself } from "./schedule";

/** Says when queries run by themselves, and in whose Excel. */
export function createScheduling({ queries, need }: QueryParts): Pick<Queries, "setSchedule" | "takeOver" | "findCell"> {
  /** The schedule as this Excel's own; one that never runs is nobody's. */
  async function ownedHere({ onOpen, repeat }: Schedule, cell: FollowedCell | null, signal: AbortSignal): Promise<Schedule> {
    const schedule = { onOpen, repeat, ...(cell === null ? {} : noteOf(cell)) };
    const owner = runsByItself(schedule) ? await need.installation(signal) : null;
    return owner === null ? schedule : { ...schedule, owner };
  }

  /** The cell as it was noted before, else as Excel notes it. */
  async function cellOf({ onChange }: Schedule, before: Schedule, signal: AbortSignal): Promise<FollowedCell | null> {
    if (onChange === undefined || onChange === before.onChange) return onChange === undefined ? null : followedCell(before);
    const cells = await need.openCellChanges();
    const chosen = { cell: onChange, sheetId: null };
    return (await cells.place(chosen, signal)) ?? chosen;
  }

  return {
    async findCell(text, signal) {
      const cells = await need.openCellChanges();
      const found = text === null ? await cells.selected(signal) : await cells.find(text, signal);
      if (found === null) throw noCell(text ?? "");
      return found;
    },
    async setSchedule(id, schedule, signal) {
      const cell = await cellOf(schedule, queries.find(id).schedule, signal);
      await queries.edit(rescheduled(id, await ownedHere(schedule, cell, signal), need.clock.now()), signal);
      queries.mark(id, { cellError: null });
    },
    async takeOver(id, signal) {
      await queries.load(signal);
      const definition = queries.find(id);
      const now = need.clock.now();
      // It brings calendars, which are not needed to show the pane.
      const { standingOf } = await import("./schedule-standing");
      if (standingOf(definition, { installation: await need.installation(signal), now }) === "elsewhere") throw notOverdue();
      const { schedule } = definition;
      await queries.edit(rescheduled(id, await ownedHere(schedule, followedCell(schedule), signal), now), signal);
    },
  };
}

const notOverdue = () =>
  new AppError("BAD_ARGUMENT", "This query is refreshed on time on another computer.", { hint: "Set its schedule anew to have it run here." });

const noCell = (text: string) =>
  new AppError("BAD_ARGUMENT", `This workbook has no cell "${text}".`, { hint: "Give a cell with its sheet, such as Sheet1!B2, or the name of one." });
