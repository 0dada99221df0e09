import type { ApiObject, HiddenFields } from "../api-object";
import type { BalanceTransaction } from "./balance-transaction";
import type { Price, Product } from "./catalog-of-goods";
import type { Charge } from "./charge";
import type { Customer } from "./customer";
import type { PaymentIntent } from "./payment-intent";
import type { PaymentMethod } from "./payment-method";
import type { Random } from "./random";
import type { Skew } from "./time-spread";

/** The company's books while they are written. Parts that only ever go to the store are in `others`, by resource. */
export type Books = {
  readonly account: string;
  readonly random: Random;
  /** Unix seconds: the first day of business and the present. */
  readonly start: number;
  readonly now: number;
  readonly wanted: Wanted;
  readonly products: Product[];
  readonly prices: Price[];
  readonly customers: Customer[];
  readonly paymentMethods: Map<string, PaymentMethod>;
  readonly paymentIntents: PaymentIntent[];
  readonly charges: Charge[];
  readonly balanceTransactions: BalanceTransaction[];
  readonly others: Map<string, ApiObject[]>;
  readonly hidden: Map<string, HiddenFields>;
};

/** How much of what the company shall have. */
export type Wanted = {
  readonly customers: number;
  readonly charges: number;
  /** The number of charges is to be met, not only about. */
  readonly exactly: boolean;
  /** The share of the charges that may come from subscriptions, whose times follow from their periods. */
  readonly recurring: number;
  /** How times are spread; `null` for a company that grows as one does. */
  readonly skew: Skew | null;
};

export type BooksInit = Pick<Books, "account" | "random" | "start" | "now" | "wanted">;

export function openBooks(init: BooksInit): Books {
  return {
    ...init,
    products: [],
    prices: [],
    customers: [],
    paymentMethods: new Map(),
    paymentIntents: [],
    charges: [],
    balanceTransactions: [],
    others: new Map(),
    hidden: new Map(),
  };
}

/** Files an object under its own resource name. */
export function file<T extends ApiObject>(books: Books, object: T): T {
  const shelf = books.others.get(object.object);
  if (shelf) shelf.push(object);
  else books.others.set(object.object, [object]);
  return object;
}
