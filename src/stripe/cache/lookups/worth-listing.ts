/** How a listing goes that is tried in place of many single reads. */
export type Trial = {
  /** Keys that were asked for. */
  readonly asked: number;
  /** Keys among the rows that came. */
  readonly hits: number;
  /** Requests that it took. */
  readonly requests: number;
};

/** Fewer keys than this are read one by one. */
export const fewKeys = 20;

/** Requests in vain that a listing is allowed, at most. */
const mostInVain = 10;
/** Requests after which its yield is judged. */
const trialRequests = 10;
/** Keys that a page must hold: single reads are as many requests, but sent side by side. */
const keysPerPage = 2;

/**
 * Whether listing on may take fewer requests than reading the keys that are left one by one. In the worst case it takes one
 * request in a hundred more, and never more than ten.
 */
export function isWorthListing({ asked, hits, requests }: Trial): boolean {
  if (hits >= asked) return false;
  if (requests - hits >= Math.min(mostInVain, Math.ceil(asked / 100))) return false;
  return requests < trialRequests || hits >= keysPerPage * requests;
}
