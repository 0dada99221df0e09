import { type Cut, grown, isOldNews, lowered } from "./cut";

/** One rate that requests keep to: evenly spaced, one slot after the other. Times are milliseconds of one clock. */
export type Bucket = {
  /** Requests a second at full speed; `Infinity`: nobody told. */
  readonly limit: number;
  /** When the next slot begins. */
  readonly next: number;
  /** When the last one was used. */
  readonly usedAt: number;
  readonly cut: Cut;
};

/**
 * Slots that a late timer or a busy page missed are made up for as far as this, so that the full rate is reached. Less than the
 * tenth of a second that servers let pass at once, so that they do not notice.
 */
const makeUpMs = 50;

/** A request that comes this soon after another one was made possible by it, and would have been wanted before as well. */
const followingMs = 10;

/** Slots that stay empty after a refusal, in which the server gets its breath back. */
const restSlots = 2;

/** Growth back to the full rate: parts of it a second. */
const growth = 0.05;

/** What a server that told no rate is taken to bear when it refuses: as much as Stripe ever does. */
const mostUntold = 100;

/** However often a server refuses, one request in two seconds is tried. */
const leastRate = 0.5;

/** A rate that nothing has been asked of yet. */
export function fullBucket(limit: number): Bucket {
  return { limit, next: -Infinity, usedAt: -Infinity, cut: null };
}

/** Requests a second that the bucket lets through now. */
export function rateOf({ limit, cut }: Bucket, now: number): number {
  return grown(cut, { full: limit, growth: growth * finite(limit) }, now);
}

/** When the next request may go at the earliest. A clock that was set back keeps nobody waiting. */
export function freeAt(bucket: Bucket, now: number): number {
  const longest = (2 + restSlots) * interval(bucket, now);
  return bucket.next > now + longest ? now : bucket.next;
}

/** Uses the next slot, which is in the past by now. `since`: when the request began to wait for it. */
export function take(bucket: Bucket, { since, now }: { readonly since: number; readonly now: number }): Bucket {
  const wanted = since - bucket.usedAt <= followingMs ? -Infinity : since;
  const slot = Math.min(now, Math.max(freeAt(bucket, now), wanted, now - makeUpMs));
  return { ...bucket, next: slot + interval(bucket, now), usedAt: now };
}

/** Slows down because a request that was sent at `sentAt` was refused. */
export function slowDown(bucket: Bucket, { sentAt, now }: { readonly sentAt: number; readonly now: number }): Bucket {
  if (isOldNews(sentAt, bucket.cut)) return bucket;
  const cut = lowered(bucket.cut, { from: finite(rateOf(bucket, now)), least: leastRate }, now);
  const slower = { ...bucket, cut };
  return { ...slower, next: Math.max(freeAt(slower, now), now + restSlots * interval(slower, now)) };
}

function finite(rate: number): number {
  return rate === Infinity ? mostUntold : rate;
}

function interval(bucket: Bucket, now: number): number {
  return 1_000 / rateOf(bucket, now);
}
