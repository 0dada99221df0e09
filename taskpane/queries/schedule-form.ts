import type { Schedule } from "../../src/app/app-api";

export const shortestMinutes = 1;
export const longestMinutes = 1440;
export const usualMinutes = 30;

/** The minutes as typed, or `null` when they are no whole number between a minute and a day. */
export function readMinutes(text: string): number | null {
  const minutes = Number(text.trim());
  return Number.isInteger(minutes) && minutes >= shortestMinutes && minutes <= longestMinutes ? minutes : null;
}

/** A schedule in words: `on open, every 30 minutes`. */
export function scheduleText({ onOpen, everyMinutes }: Schedule): string {
  const parts = [
    ...(onOpen ? ["on open"] : []),
    ...(everyMinutes === null ? [] : [everyMinutes === 1 ? "every minute" : `every ${everyMinutes} minutes`]),
  ];
  return parts.length === 0 ? "by hand only" : parts.join(", ");
}
