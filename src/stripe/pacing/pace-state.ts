import { type Bucket, freeAt, fullBucket, slowDown, take } from "./bucket";
import { type Crowd, mostAtOnce, thinOut } from "./crowd";
import type { Limits } from "./limits";
import type { RefusedFor } from "./refused-for";

/** How fast one account may be asked now. A value: every step makes the next one. */
export type PaceState = {
  readonly limits: Limits;
  /** By name: `account`, `search`, or an endpoint's path. */
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly crowd: Crowd;
};

/** A request that was answered. Times in milliseconds. */
export type Answered = {
  readonly endpoint: string;
  readonly sentAt: number;
  /** Requests under way when the answer came, itself included. */
  readonly inFlight: number;
  /** What the answer says is too much; `null`: nothing. */
  readonly refused: RefusedFor | null;
};

export function startingPace(limits: Limits): PaceState {
  return { limits, buckets: new Map(), crowd: { limit: limits.concurrent, cut: null } };
}

/** The same state under other limits. */
export function withLimits(state: PaceState, limits: Limits): PaceState {
  const buckets = [...state.buckets].map(([name, bucket]) => [name, { ...bucket, limit: limitOf(limits, name) }] as const);
  return { limits, buckets: new Map(buckets), crowd: { ...state.crowd, limit: limits.concurrent } };
}

/** Whether one more request may be under way. */
export function hasRoom({ crowd }: PaceState, inFlight: number, now: number): boolean {
  return inFlight < mostAtOnce(crowd, now);
}

/** When a request to the endpoint may go at the earliest, as far as rates are concerned. */
export function nextStart(state: PaceState, endpoint: string, now: number): number {
  return Math.max(...bucketNames(endpoint).map((name) => freeAt(bucketOf(state, name), now)));
}

/** A request goes. `since`: when it began to wait. */
export function onSend(state: PaceState, endpoint: string, times: { readonly since: number; readonly now: number }): PaceState {
  return changed(state, bucketNames(endpoint), (bucket) => take(bucket, times));
}

/**
 * An answer came: a refusal for a rate slows everybody down who shares that rate, one for concurrency lowers how many may be
 * under way. Both grow again with time.
 */
export function onReply(state: PaceState, answered: Answered, now: number): PaceState {
  switch (answered.refused) {
    case null:
    case "itself":
      return state;
    case "concurrency":
      return { ...state, crowd: thinOut(state.crowd, answered, now) };
    case "account":
    case "endpoint":
    case "unknown":
      return changed(state, slowedBy(answered.refused, answered.endpoint), (bucket) => slowDown(bucket, { ...answered, now }));
  }
}

/** Where nothing tells which rate it was, every rate that the request counted for is slowed: fewer under way follow from that. */
function slowedBy(refused: "account" | "endpoint" | "unknown", endpoint: string): readonly string[] {
  const names = bucketNames(endpoint);
  return refused === "unknown" ? names : names.filter((name) => (name === "account") === (refused === "account"));
}

/** The rates that a request to an endpoint counts for. */
function bucketNames(endpoint: string): readonly string[] {
  return ["account", endpoint.endsWith("/search") ? "search" : endpoint];
}

function bucketOf({ buckets, limits }: PaceState, name: string): Bucket {
  return buckets.get(name) ?? fullBucket(limitOf(limits, name));
}

function limitOf({ account, endpoint, search }: Limits, name: string): number {
  if (name === "account") return account;
  return name === "search" ? search : endpoint;
}

function changed(state: PaceState, names: readonly string[], change: (bucket: Bucket) => Bucket): PaceState {
  const buckets = new Map(state.buckets);
  for (const name of names) buckets.set(name, change(bucketOf(state, name)));
  return { ...state, buckets };
}
