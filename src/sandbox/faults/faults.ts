import { createRandom } from "../company/random";

/**
 * What may go wrong with a request: an error of Stripe's, a rate limit with and without the headers that say so, an object that another
 * request holds (writes only), a connection that ends without an answer, JSON that ends in its middle, an answer that takes seconds.
 */
export const faultKinds = ["500", "429", "429-bare", "lock_timeout", "reset", "truncated", "slow"] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Which requests fail, and how. */
export type FaultOptions = {
  /** The share of requests, 0 to 1. */
  readonly share: number;
  /** All kinds when left out. */
  readonly kinds?: readonly FaultKind[];
};

/** What goes wrong with one request. */
export type Fault = {
  readonly kind: FaultKind;
  /** The request is carried out before it fails; only a write can tell. */
  readonly afterwards: boolean;
  /** In [0, 1): how much of the answer arrives, or how slow it is. */
  readonly extent: number;
};

/** Decides about the requests in the order in which they come. */
export type Faults = { next(method: string): Fault | null };

/** The same seed lets the same requests fail, counted from the first. */
export function createFaults(options: FaultOptions | undefined, seed: number): Faults {
  if (options === undefined || options.share <= 0) return { next: () => null };
  const { share, kinds = faultKinds } = options;
  const all = createRandom(seed).fork("faults");
  let number = 0;
  return {
    next(method) {
      const random = all.fork(String(++number));
      const fits = kinds.filter((kind) => kind !== "lock_timeout" || method !== "GET");
      if (!random.chance(share) || fits.length === 0) return null;
      return { kind: random.pick(fits), afterwards: random.chance(0.5), extent: random.next() };
    },
  };
}
