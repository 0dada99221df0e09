import type { Schedule } from "./app-api";

/** Only when a person says so. */
export const noSchedule: Schedule = { onOpen: false, repeat: null };

/** Whether the query runs by itself, so that the add-in has to start with the workbook. */
export function runsByItself(schedule: Schedule): boolean {
  return schedule.onOpen || schedule.repeat !== null || schedule.onChange !== undefined;
}
