import type { Skew } from "../../../src/sandbox/company/time-spread";

/** How many charges there are, how they are spread in time, and how many requests a second the server takes. */
export type LoadCase = { readonly skew: Skew; readonly rps: number; readonly rows: number };

/** As far away as Stripe is from a desk. */
export const latencyMs = 150;

/** Requests that hold all rows at the least: full pages of a hundred. */
export function fewestRequests({ rows }: Pick<LoadCase, "rows">): number {
  return Math.ceil(rows / 100);
}

export const skews: readonly Skew[] = ["uniform", "grow", "burst"];
const rates = [80, 25] as const;
const sizes = [20_000, 100_000] as const;

/** Every case, those that take long last. */
export const loadCases: readonly LoadCase[] = sizes.flatMap((rows) =>
  rates.flatMap((rps) => skews.map((skew) => ({ skew, rps, rows }))),
);
