import { type Progress, replaceWindow, type Sample, type Window } from "./window";

/** What a reply says of a window: when its rows were created (Unix seconds, in their order), and where the next page begins. */
export type SeenPage = { readonly times: readonly (number | null)[]; readonly next: string | null };

/** The progress after a page, and how many of its first rows belong to the window; the others are an older window's. */
export type Observed = { readonly progress: Progress; readonly kept: number };

/** Takes in a page of a window. */
export function observePage(progress: Progress, span: Window, page: SeenPage): Observed {
  const { until } = span;
  const end = page.times.findIndex((time) => until !== null && time !== null && time < until);
  const kept = end < 0 ? page.times.length : end;
  const [first] = page.times;
  const newest = progress.newest ?? first ?? null;
  const oldest = page.times.at(-1) ?? span.oldest;
  const after: Window = {
    ...span,
    cursor: page.next,
    oldest,
    pages: span.pages + 1,
    sample: afterPage(span.sample, { rows: page.times.length, seconds: (newestOf(span, page) ?? 0) - (oldest ?? 0) }),
    restarts: oldest === span.oldest ? span.restarts : 0,
    done: page.next === null || end >= 0,
  };
  return {
    kept,
    progress: {
      ...replaceWindow(progress, span.id, () => [after]),
      newest,
      rows: progress.rows + kept,
      answered: progress.answered + 1,
      disordered: progress.disordered || !isNewestFirst([span.oldest, ...page.times]),
    },
  };
}

/** How much of what was known before a page still counts after it: much, since rows can come in bursts. */
const memory = 0.8;

function afterPage(before: Sample, page: Sample): Sample {
  if (page.rows === 0) return { rows: 0, seconds: 1 };
  return { rows: before.rows * memory + page.rows, seconds: before.seconds * memory + page.seconds };
}

/** Where the page begins; the emptiness above a window's first row says nothing about what is below. */
function newestOf({ pages, oldest }: Window, { times }: SeenPage): number | null {
  return pages === 0 ? (times[0] ?? oldest) : oldest;
}

/** Whether times come newest first. The first may be unknown; a row without its time cannot be placed. */
export function isNewestFirst([before, ...times]: readonly (number | null)[]): boolean {
  return times.every((time, index) => {
    const newer = index === 0 ? before : times[index - 1];
    return time !== null && (newer === null || newer === undefined || time <= newer);
  });
}

/**
 * Begins a window again whose cursor object is gone: from the oldest second that came, all of which is read once more, or from its
 * newest row when rows come in no order.
 * https://docs.stripe.com/api/pagination
 */
export function observeLostCursor(progress: Progress, span: Window): Progress {
  const bounds = progress.disordered ? span.bounds : { from: span.bounds.from, to: span.oldest };
  const again = { ...span, bounds, cursor: null, restarts: span.restarts + 1 };
  return { ...replaceWindow(progress, span.id, () => [again]), answered: progress.answered + 1 };
}
