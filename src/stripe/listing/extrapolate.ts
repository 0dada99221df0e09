import type { NumberRange } from "../../table/row-source";

/** A page that was read to judge a list by: how many rows, the times of its newest and oldest one, whether there is more. */
export type Probe = { readonly rows: number; readonly newest: number; readonly oldest: number; readonly hasMore: boolean };

/** What is known of a list: its newest page, a page from further in the past, and the second from which on rows are asked for. */
export type Probes = { readonly first: Probe; readonly second: Probe | null; readonly from: number | null };

/** How much more or less there may be than two pages let expect. */
const doubt = 2;

/** Rows a second on a page. */
function density({ rows, newest, oldest }: Probe): number {
  return rows / Math.max(1, newest - oldest);
}

/** Rows of a list, judged by its newest page and one from the past. */
export function extrapolateRows({ first, second, from }: Probes): NumberRange {
  if (!first.hasMore) return { least: first.rows, most: first.rows };
  const least = first.rows + 1;
  if (second === null) {
    return { least, most: from === null ? null : first.rows + Math.ceil(doubt * density(first) * (first.oldest - from)) };
  }
  const densityBelow = second.rows === 0 ? density(first) : density(second);
  const between = ((density(first) + densityBelow) / 2) * Math.max(0, first.oldest - second.newest);
  const below = second.hasMore && from !== null ? densityBelow * Math.max(0, second.oldest - from) : 0;
  const known = first.rows + second.rows;
  const isOpen = second.hasMore && from === null;
  return {
    least: second.rows === 0 ? least : known + Math.floor((between + below) / doubt),
    most: isOpen ? null : Math.ceil(known + doubt * (between + below)),
  };
}

/** The second from which on downward the second page is to be read: far from the first, within what is asked for. */
export function secondLook({ newest, oldest }: Probe, from: number | null): number {
  const far = oldest - 20 * Math.max(1, newest - oldest);
  return from === null || far > from ? far : Math.floor((oldest + from) / 2);
}
