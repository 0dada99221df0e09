import type { NumberRange } from "../../../table/row-source";
import { floorOf, pageRows, pagesLeft, type Progress, type Window } from "./window";

/** Replies that a forecast needs, so that one burst of rows does not decide it. */
const enoughReplies = 20;

/**
 * Requests that a listing takes in all. `least` is meant to be sure: half of what the windows promise one by one, and of what the
 * average of all that was read promises. `most` is unknown as long as nobody has seen the oldest row.
 */
export function expectedRequests(progress: Progress): NumberRange {
  const live = progress.windows.filter(({ done }) => !done);
  const known = progress.answered + live.length;
  const left = sum(live, (window) => Math.max(0, (pagesLeft(window) ?? 0) - 1));
  const byAverage = (averageDensity(progress) * sum(live, secondsLeft)) / pageRows - live.length;
  const sure = progress.answered < enoughReplies ? 0 : Math.floor(Math.max(0, Math.min(left, byAverage)) / 2);
  const isOpen = live.some((window) => floorOf(window) === null);
  return { least: known + sure, most: isOpen ? null : Math.max(known + sure, Math.ceil(known + 2 * left)) };
}

/** Rows a second over all that was read. */
function averageDensity({ windows, rows, newest }: Progress): number {
  const read = sum(windows, (window) => (window.bounds.to ?? newest ?? 0) - (window.done ? (floorOf(window) ?? window.oldest ?? 0) : (window.oldest ?? 0)));
  return rows / Math.max(1, read);
}

function secondsLeft(window: Window): number {
  const floor = floorOf(window);
  return floor === null || window.oldest === null ? 0 : Math.max(0, window.oldest - floor);
}

function sum(windows: readonly Window[], value: (window: Window) => number): number {
  return windows.reduce((total, window) => total + value(window), 0);
}
