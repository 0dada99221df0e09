import type { NumberRange } from "../../../table/row-source";
import { floorOf, leastPagesLeft, pagesLeft, type Progress, type Window } from "./window";

/** Replies that a forecast needs, so that one burst of rows does not decide it. */
const enoughReplies = 20;

/**
 * Requests that a listing takes in all. `least` is meant to be sure: half of what the windows promise with the lesser of their own
 * density and that of the next one further down. `most` is unknown as long as nobody has seen the oldest row.
 */
export function expectedRequests({ windows, answered }: Progress): NumberRange {
  const live = windows.filter(({ done }) => !done);
  const known = answered + live.length;
  const sure = answered < enoughReplies ? 0 : Math.floor(sum(windows.map((span, index) => surePages(span, windows[index + 1]))) / 2);
  const likely = sum(live.map((span) => Math.max(0, (pagesLeft(span) ?? 0) - 1)));
  const isOpen = live.some((span) => floorOf(span) === null);
  return { least: known + sure, most: isOpen ? null : known + Math.max(sure, Math.ceil(2 * likely)) };
}

/** Pages that a window surely has beyond the one under way; none as long as the next window further down has not answered. */
function surePages(span: Window, older: Window | undefined): number {
  return older === undefined || older.pages === 0 ? 0 : Math.max(0, leastPagesLeft(span, older) - 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
