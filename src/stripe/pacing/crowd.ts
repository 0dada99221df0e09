import { type Cut, grown, isOldNews, lowered } from "./cut";

/** How many requests may wait for an answer at once. */
export type Crowd = { readonly limit: number; readonly cut: Cut };

/** Requests more at once that are tried each second after the number was lowered. */
const growth = 1;

/** How many may be under way now: at least one. */
export function mostAtOnce({ limit, cut }: Crowd, now: number): number {
  return Math.max(1, Math.floor(grown(cut, { full: limit, growth }, now)));
}

/** One refused request: when it went, and how many were under way beside it when the refusal came, itself included. */
export type Crowded = { readonly sentAt: number; readonly inFlight: number };

/** Allows fewer at once because a request was refused for being one too many. */
export function thinOut(crowd: Crowd, { sentAt, inFlight }: Crowded, now: number): Crowd {
  if (isOldNews(sentAt, crowd.cut)) return crowd;
  const from = Math.min(inFlight, mostAtOnce(crowd, now));
  return { ...crowd, cut: lowered(crowd.cut, { from, least: 1 }, now) };
}
