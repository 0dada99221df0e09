/** How fast a server may be asked: requests a second (`Infinity`: nobody told), and how many may wait for an answer at once. */
export type Limits = {
  /** All requests to one account. */
  readonly account: number;
  /** Requests to one endpoint, which is a method and a path with placeholders. */
  readonly endpoint: number;
  /** Requests to all search endpoints together. */
  readonly search: number;
  /** Stripe limits this too, but does not tell the number. */
  readonly concurrent: number;
};

const concurrent = 30;

/** What Stripe allows an account. https://docs.stripe.com/rate-limits */
export const stripeLimits: Readonly<Record<"live" | "test", Limits>> = {
  live: { account: 100, endpoint: 25, search: 20, concurrent },
  test: { account: 25, endpoint: 25, search: 20, concurrent },
};

/** Another server, such as a sandbox on this computer, says itself when it has enough. */
export const untoldLimits: Limits = { account: Infinity, endpoint: Infinity, search: Infinity, concurrent };
