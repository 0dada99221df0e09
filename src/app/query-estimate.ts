import type { StripeMode } from "../auth/oauth-app";
import type { ReadCount } from "../connections/read-counts";
import type { NumberRange, ScanEstimate } from "../table/row-source";

/** What reading one table for a query takes. `null` where nobody can tell. */
export type TableEstimate = {
  readonly table: string;
  /** Conditions that Stripe applies, as its API writes them: `created[gte]=1767225600`. */
  readonly sent: readonly string[];
  /** Columns whose conditions are applied to the rows that come. */
  readonly local: readonly string[];
  /** What is read follows from the rows of other tables. */
  readonly dependent: boolean;
  /** Reading stops as soon as there are enough rows. */
  readonly stopsEarly: boolean;
  readonly requests: NumberRange | null;
  readonly rows: NumberRange | null;
  /** Seconds at the connection's rates. */
  readonly seconds: NumberRange | null;
  /** How it is known. */
  readonly basis: ScanEstimate["basis"];
};

/** What a query takes. */
export type QueryEstimate = {
  readonly connection: string;
  readonly mode: StripeMode;
  readonly tables: readonly TableEstimate[];
  readonly requests: NumberRange | null;
  readonly seconds: NumberRange | null;
  /** Requests a second that it sends at most, and those that the account may send; `null` when the server sets the pace. */
  readonly pace: { readonly mostASecond: number; readonly ofASecond: number } | null;
  /** What the account read lately, and what Stripe allows it at least; `null` where nobody counts. */
  readonly reads: ReadCount | null;
  /** The connection's own limit for one run; `null`: none. */
  readonly limit: number | null;
  /** Requests that were sent to find this out. */
  readonly probes: number;
};
