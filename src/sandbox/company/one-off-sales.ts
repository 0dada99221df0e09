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
  const buyers = books.customers.filter((customer) => cardOf(books, customer));
  if (buyers.length === 0) return;
  const least = Math.ceil(books.wanted.charges * 0.1);
  const end = Math.max(books.wanted.charges, books.charges.length + least);
  for (const customer of buyers.slice(0, markets.length)) {
    const method = cardOf(books, customer);
    if (method) sell(books, { random, customer, method, outcome: "paid" });
  }
  while (books.charges.length < end) {
    const customer = buyers[Math.floor(random.next() ** 2 * buyers.length)];
    const method = customer && cardOf(books, customer);
    if (customer && method) sell(books, { random, customer, method, outcome: outcome() });
  }
}

type Sale = { readonly random: Random; readonly customer: Customer; readonly method: PaymentMethod; readonly outcome: Outcome };

function sell(books: Books, { random, customer, method, outcome }: Sale): void {
  const oneOff = books.prices.filter((price) => price.type === "one_time" && price.active && price.currency === customer.currency);
  const price = oneOff[random.int(0, oneOff.length - 1)];
  if (!price) return;
  const amount = roundTo(customer.currency, price.unit_amount * random.pick([1, 1, 1, 2, 3, 0.9]));
  const purchase: Purchase = { customer, method, amount, currency: customer.currency, description: "Online order", offSession: false };
  const from = outcome === "authorised" ? Math.max(customer.created, books.now - 6 * day) : customer.created;
  const created = from + Math.floor(random.next() * (books.now - from - 2 * hour));
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
