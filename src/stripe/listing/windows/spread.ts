import { largestSplit } from "./split";
import { densityOf, divide, leastPagesLeft, pageRows, type Progress, type Window } from "./window";

/** How far beyond all that is known the next look into the past goes, as a multiple of it. */
const reach = 20;
/** Looks into the unknown past under way at once. */
const mostLooks = 2;
/** The first second that Stripe can be asked about: 1970. */
const beginning = 1;
/** Pages that are as good as known before a list is taken to be a large one. */
const largeFrom = 40;

/**
 * Windows that may be a guess for each useful page and for each that surely comes, how many of them each wasted request takes away,
 * and pages to come that count as useful already.
 */
type Guesses = { readonly perUseful: number; readonly ahead: number; readonly perSure: number; readonly perWasted: number };

const largeList: Guesses = { perUseful: 0.8, ahead: 1, perSure: 0.05, perWasted: 0.5 };
/** Seconds. */
const day = 86_400;
/** By how long its newest rows take to fill a page, in seconds: the quicker, the more is likely to be behind them. */
const smallerLists: readonly (Guesses & { readonly pageWithin: number })[] = [
  { pageWithin: 5 * day, perUseful: 1, ahead: 1, perSure: 0, perWasted: 2 },
  { pageWithin: 30 * day, perUseful: 0.5, ahead: 1, perSure: 0, perWasted: 2 },
];
const slowList: Guesses = { perUseful: 0.5, ahead: 0, perSure: 0, perWasted: 2 };

/**
 * Opens windows until so many are under way, or until more would likely cost requests without saving time. An idle place takes the
 * older half of the window with the most pages left; the window itself keeps its bounds and cursor and ends earlier.
 */
export function spread(progress: Progress, mostWindows: number): Progress {
  for (let current = progress; ; ) {
    const next = mayOpen(current, mostWindows) ? (lookBack(current) ?? splitLargest(current)) : null;
    if (next === null) return current;
    current = next;
  }
}

/**
 * A window that has not answered is a bet. The first two pages come one after the other unless the list fills quickly, so that one
 * that ends there costs no request more; then bets grow with the pages that came, and shrink with the replies that brought little,
 * so that no table costs much more than its pages even when every bet is lost. A large one soon makes up for what is lost.
 */
function mayOpen(progress: Progress, mostWindows: number): boolean {
  const { windows, rows, answered, disordered } = progress;
  const live = windows.filter(({ done }) => !done);
  const bets = live.filter(({ pages }) => pages === 0).length;
  const useful = Math.floor(rows / pageRows);
  const wasted = answered - rows / pageRows;
  const sure = surePages(windows);
  const { perUseful, ahead, perSure, perWasted } = useful + sure >= largeFrom ? largeList : guessesBySpeed(windows);
  const mostBets = perUseful * (useful + ahead) + perSure * sure - perWasted * wasted;
  return !disordered && live.length < mostWindows && useful > 0 && bets + 1 <= mostBets;
}

function guessesBySpeed([newest]: readonly Window[]): Guesses {
  const perSecond = newest === undefined ? 0 : densityOf(newest);
  return smallerLists.find(({ pageWithin }) => perSecond * pageWithin >= pageRows) ?? slowList;
}

/** Pages that are surely left, judged by each window and the next one further down that has answered. */
function surePages(windows: readonly Window[]): number {
  return windows.reduce((sum, span, index) => {
    const older = windows.slice(index + 1).find(({ pages }) => pages > 0);
    return sum + (older === undefined ? 0 : leastPagesLeft(span, older));
  }, 0);
}

/** Looks where nothing is known yet: far below the oldest row, further each time. */
function lookBack(progress: Progress): Progress | null {
  const { windows, newest } = progress;
  const last = windows.at(-1);
  const looks = windows.filter(({ pages, done, bounds }) => pages === 0 && !done && bounds.from === last?.bounds.from).length;
  if (last === undefined || last.done || looks >= mostLooks || newest === null || last.oldest === null) return null;
  const { from } = last.bounds;
  const beyond = last.oldest - reach * Math.max(1, newest - last.oldest);
  // A window without an end cannot be divided: where the reach is longer than time, one look at its beginning sets an end.
  const at = from === null ? Math.max(beyond, beginning) : beyond;
  return at > (from ?? 0) && at < last.oldest ? divide(progress, last, at) : null;
}

function splitLargest(progress: Progress): Progress | null {
  const split = largestSplit(progress);
  return split === null ? null : divide(progress, split.span, split.at);
}
