import type { FollowedCell } from "../platform/ports";
import type { Schedule } from "./app-api";

/** Only when a person says so. */
export const noSchedule: Schedule = { onOpen: false, repeat: null };

/** Whether the query runs by itself, so that the add-in has to start with the workbook. */
export function runsByItself(schedule: Schedule): boolean {
  return schedule.onOpen || schedule.repeat !== null || schedule.onChange !== undefined;
}

/** The cell that a schedule follows; `null`: none. */
export function followedCell({ onChange, onChangeSheet }: Schedule): FollowedCell | null {
  return onChange === undefined ? null : { cell: onChange, sheetId: onChangeSheet ?? null };
}

/** How a schedule notes a cell. */
export const noteOf = ({ cell, sheetId }: FollowedCell): Pick<Schedule, "onChange" | "onChangeSheet"> => ({
  onChange: cell,
  ...(sheetId === null ? {} : { onChangeSheet: sheetId }),
});

export const isSameCell = (one: FollowedCell | null, other: FollowedCell): boolean => one?.cell === other.cell && one.sheetId === other.sheetId;
