import { attempt, pickDecline } from "./attempt";
import type { Books } from "./books";
import { cardOf } from "./clientele";
import { roundTo } from "./currencies";
import type { Customer } from "./customer";
import { createDeck } from "./deck";
import { newPaymentIntent, type Purchase } from "./payment-intent";
import type { PaymentMethod } from "./payment-method";
import { markets } from "./people";
import type { Random } from "./random";
import { day, hour } from "./time";
import { spreadTimes, type Skew } from "./time-spread";

type Outcome = "paid" | "declined" | "retried" | "abandoned" | "canceled" | "authorised";

const outcomes: readonly (readonly [Outcome, number])[] = [
  ["paid", 920],
  ["declined", 35],
  ["retried", 25],
  ["abandoned", 10],
  ["canceled", 8],
  ["authorised", 2],
];

/** Fills the books up to the wanted number of charges with payments outside any subscription; one in each currency comes first. */
export function makeOneOffSales(books: Books): void {
  const random = books.random.fork("sales");
  const outcome = createDeck(random, outcomes);
  const buyers = buyersOf(books);
  if (buyers === null) return;
  const end = lastCharge(books);
  for (const buyer of buyers.slice(0, markets.length)) sell(books, random, { buyer, outcome: "paid" });
  const visit = books.wanted.skew === null ? anyTime(random, buyers) : atTimes(books, { random, buyers, skew: books.wanted.skew });
  while (books.charges.length < end) {
    const next = visit();
    const wished = outcome();
    // A retried payment makes two charges.
    sell(books, random, { ...next, outcome: wished === "retried" && books.charges.length + 1 === end ? "paid" : wished });
  }
}

/** How many charges there shall be in the end; a company of about a size has some payments outside subscriptions in any case. */
function lastCharge({ charges, wanted }: Books): number {
  return wanted.exactly ? wanted.charges : Math.max(wanted.charges, charges.length + Math.ceil(wanted.charges * 0.1));
}

type Buyer = { readonly customer: Customer; readonly method: PaymentMethod };

type Buyers = readonly [Buyer, ...Buyer[]];

/** Somebody who buys, and when; any time since they came when it is left out. */
type Visit = { readonly buyer: Buyer; readonly at?: number };

function buyersOf(books: Books): Buyers | null {
  const [first, ...others] = books.customers.flatMap((customer) => {
    const method = cardOf(books, customer);
    return method ? [{ customer, method }] : [];
  });
  return first ? [first, ...others] : null;
}

/** Early customers buy most. */
function anyTime(random: Random, buyers: Buyers): () => Visit {
  return () => ({ buyer: buyers[Math.floor(random.next() ** 2 * buyers.length)] ?? buyers[0] });
}

type Spread = { readonly random: Random; readonly buyers: Buyers; readonly skew: Skew };

/** Times come first; at each of them buys anybody who had come by then. */
function atTimes(books: Books, { random, buyers, skew }: Spread): () => Visit {
  const times = spreadTimes(random.fork("times"), skew, { from: books.start + 1, to: books.now - 2 * hour });
  const arrived = buyers.toSorted((left, right) => left.customer.created - right.customer.created);
  const since = arrived.map(({ customer }) => customer.created);
  return () => {
    const at = times();
    return { buyer: arrived[random.int(0, countUpTo(since, at) - 1)] ?? buyers[0], at };
  };
}

/** How many of the ascending numbers are at most `most`. */
function countUpTo(ascending: readonly number[], most: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Sale = Visit & { readonly outcome: Outcome };

function sell(books: Books, random: Random, { buyer, outcome, at }: Sale): void {
  const { customer, method } = buyer;
  const oneOff = books.prices.filter((price) => price.type === "one_time" && price.active && price.currency === customer.currency);
  const price = oneOff[random.int(0, oneOff.length - 1)];
  if (!price) return;
  const amount = roundTo(customer.currency, price.unit_amount * random.pick([1, 1, 1, 2, 3, 0.9]));
  const purchase: Purchase = { customer, method, amount, currency: customer.currency, description: "Online order", offSession: false };
  const from = outcome === "authorised" ? Math.max(customer.created, books.now - 6 * day) : customer.created;
  const created = at !== undefined && at >= from ? at : from + Math.floor(random.next() * (books.now - from - 2 * hour));
  play(books, { purchase, created, outcome });
}

type Play = { readonly purchase: Purchase; readonly created: number; readonly outcome: Outcome };

function play(books: Books, { purchase, created, outcome }: Play): void {
  const decline = pickDecline(books.random);
  switch (outcome) {
    case "paid":
      attempt(books, { purchase, created });
      return;
    case "declined":
      attempt(books, { purchase, created, decline });
      return;
    case "retried": {
      const { intent } = attempt(books, { purchase, created, decline });
      attempt(books, { purchase, created: created + 90, retryOf: intent });
      return;
    }
    case "authorised":
      attempt(books, { purchase, created, captured: false });
      return;
    case "abandoned":
    case "canceled": {
      const intent = newPaymentIntent(books, purchase, created);
      intent.status = outcome === "canceled" ? "canceled" : "requires_payment_method";
      intent.payment_method = null;
      if (outcome === "canceled") Object.assign(intent, { canceled_at: created + hour, cancellation_reason: "abandoned" });
      books.paymentIntents.push(intent);
      return;
    }
  }
}
