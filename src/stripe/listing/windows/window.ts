/** Unix seconds, both ends included; `null`: open. */
export type Bounds = { readonly from: number | null; readonly to: number | null };

/** Rows that a page holds at most. */
export const pageRows = 100;

/**
 * A stretch of creation times that is listed by itself, newest first. What Stripe is asked for stays the same while a cursor is
 * used: a cursor that came with other bounds can lose the rest of a second.
 */
export type Window = {
  readonly id: number;
  /** What Stripe is asked for. */
  readonly bounds: Bounds;
  /** A row older than this second ends the window: another one lists from here on down. `null`: it ends with its bounds. */
  readonly until: number | null;
  /** Where its next page begins; `null`: at its newest row. */
  readonly cursor: string | null;
  /** All that is newer has come; the newest second that it can hold before its first page, `null` when nobody knows. */
  readonly oldest: number | null;
  /** Replies that came. */
  readonly pages: number;
  /** Rows and the seconds that they span, recent pages counting more: what is to be expected further down. */
  readonly sample: Sample;
  /** Times that it began again without getting on. */
  readonly restarts: number;
  readonly done: boolean;
};

export type Sample = { readonly rows: number; readonly seconds: number };

/** A listing in windows, as far as it has come. */
export type Progress = {
  /** Newest first; together they hold everything. */
  readonly windows: readonly Window[];
  /** The newest second that came: the listing's end in time. `null` before the first row. */
  readonly newest: number | null;
  /** Rows that came, those of overlaps once. */
  readonly rows: number;
  /** Replies that came. */
  readonly answered: number;
  /** Rows did not come newest first. */
  readonly disordered: boolean;
};

const nothing: Sample = { rows: 0, seconds: 0 };

/** A listing that has not begun: one window, whose first page also tells what is there. */
export function beginProgress(bounds: Bounds): Progress {
  return {
    windows: [openWindow(0, bounds, nothing)],
    newest: null,
    rows: 0,
    answered: 0,
    disordered: false,
  };
}

export function openWindow(id: number, bounds: Bounds, sample: Sample): Window {
  return { id, bounds, until: null, cursor: null, oldest: bounds.to, pages: 0, sample, restarts: 0, done: false };
}

/** The oldest second that a window is about. */
export function floorOf({ until, bounds }: Window): number | null {
  return until ?? bounds.from;
}

/** Rows a second, as far as they are known. */
export function densityOf({ sample }: Window): number {
  return sample.rows / Math.max(1, sample.seconds);
}

/** Pages that a window still has, by its density; `null` where its end is open. */
export function pagesLeft(span: Window): number | null {
  const floor = floorOf(span);
  if (floor === null || span.oldest === null) return null;
  return (densityOf(span) * Math.max(0, span.oldest - floor)) / pageRows;
}

/** Pages that a window still has if it is nowhere less dense than it is known to be, and than one further down is; 0 at its end. */
export function leastPagesLeft(span: Window, older: Window): number {
  const left = span.done ? null : pagesLeft(span);
  return left === null ? 0 : left * Math.min(1, densityOf(older) / densityOf(span));
}

/** Whether windows ended where they must not have: rows may be missing. One window alone is read to its end in any order. */
export function mustReadAgain({ windows, disordered }: Progress): boolean {
  return disordered && windows.length > 1;
}

/** The progress with one window replaced by others. */
export function replaceWindow(progress: Progress, id: number, replace: (span: Window) => readonly Window[]): Progress {
  return { ...progress, windows: progress.windows.flatMap((span) => (span.id === id ? replace(span) : [span])) };
}

/** Ends a window at a second, from which on down a new one lists. Both read that second, so that nothing depends on the order within it. */
export function divide(progress: Progress, span: Window, at: number): Progress {
  const id = Math.max(...progress.windows.map((one) => one.id)) + 1;
  const density = densityOf(span);
  const older = openWindow(id, { from: floorOf(span), to: at }, { rows: pageRows, seconds: pageRows / density });
  return replaceWindow(progress, span.id, (owner) => [{ ...owner, until: at }, older]);
}
