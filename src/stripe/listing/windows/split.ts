import { densityOf, floorOf, pageRows, pagesLeft, type Progress, type Window } from "./window";

/** A window that is to end at a second, from which on down another one lists. */
export type Split = { readonly span: Window; readonly at: number };

/** Pages that a window must have beyond the one that is under way to be worth two windows. */
const worthSplitting = 2;

/** A window that may become two. */
type Candidate = Split & {
  /** Something further down has answered: how much the window has left is more than a guess. */
  readonly isKnown: boolean;
  readonly left: number;
};

/**
 * The best split of the window with the most pages left; `null` where none is worth another request. What lies above an unanswered
 * look into the past may all be empty, so that a window whose extent is known comes first, however small.
 */
export function largestSplit(progress: Progress): Split | null {
  let best: Candidate | null = null;
  for (const index of progress.windows.keys()) {
    const candidate = splitAt(progress, index);
    if (candidate !== null && (best === null || isBetter(candidate, best))) best = candidate;
  }
  return best;
}

function isBetter(candidate: Candidate, best: Candidate): boolean {
  return candidate.isKnown === best.isKnown ? candidate.left > best.left : candidate.isKnown;
}

function splitAt({ windows, newest }: Progress, index: number): Candidate | null {
  const [span, ...older] = windows.slice(index);
  if (span === undefined || span.done) return null;
  const left = pagesLeft(span) ?? 0;
  if (left < 1 + worthSplitting) return null;
  const at = endsInNothing(older) ? edgeOf(span, { next: older[0], newest }) : middleOf(span);
  return at === null ? null : { span, at, left, isKnown: older.some(({ pages }) => pages > 0) };
}

/** Whether all that is known further down is that nothing is there next: the window may have much less left than it seems. */
function endsInNothing(older: readonly Window[]): boolean {
  const answered = older.find(({ pages }) => pages > 0);
  return answered !== undefined && answered.sample.rows === 0;
}

/**
 * Where to look for the end of the rows: at the geometric mean of how far back there are rows and of where there are none, since the
 * one can be many times the other. One look at a time; `null` while one is under way.
 */
function edgeOf(span: Window, { next, newest }: { readonly next: Window | undefined; readonly newest: number | null }): number | null {
  const floor = floorOf(span);
  if (floor === null || span.oldest === null || newest === null) return null;
  if (span.pages === 0 || next?.pages === 0) return null;
  return within(span, newest - Math.sqrt(Math.max(1, newest - span.oldest) * (newest - floor)));
}

/** The middle of what is left after the page that is under way. */
function middleOf(span: Window): number | null {
  const floor = floorOf(span);
  if (floor === null || span.oldest === null) return null;
  const underWay = pageRows / densityOf(span);
  return within(span, (span.oldest - underWay + floor) / 2);
}

/** The second, or `null` where it would be torn. */
function within(span: Window, time: number): number | null {
  const at = Math.floor(time);
  return at > (floorOf(span) ?? -Infinity) && at < (span.oldest ?? Infinity) ? at : null;
}
