import type { Books } from "./books";
import { newCustomer, type Customer } from "./customer";
import { createDeck } from "./deck";
import { newPaymentMethod, type PaymentMethod } from "./payment-method";
import { markets, person } from "./people";
import type { Random } from "./random";
import { day } from "./time";
import { spreadTimes } from "./time-spread";

/** Customers arrive ever faster over the company's years; most leave a card, the first of each market among them. */
export function welcomeCustomers(books: Books): void {
  const random = books.random.fork("customers");
  const market = createDeck(random, markets.map((each) => [each, each.weight] as const));
  const arrive = arrivals(books, random);
  for (let number = 1; number <= books.wanted.customers; number++) {
    const created = arrive(number);
    const where = market();
    const customer = newCustomer(random, { ...person(random, where, number), market: where }, created);
    books.customers.push(customer);
    // The deck's first round brings one customer of each market; these buy, so that every currency occurs.
    if (!random.chance(0.08) || number <= markets.length) saveCard(books, customer);
  }
}

/** When customer number one, two, … came. */
function arrivals({ start, now, wanted }: Books, random: Random): (number: number) => number {
  const span = { from: start, to: now - day };
  if (wanted.skew === null) return () => span.from + Math.floor((span.to - span.from) * random.next() ** 0.6);
  const times = spreadTimes(random.fork("times"), wanted.skew, span);
  // The first of each market are there from the start, so that there is somebody to sell to at any time.
  return (number) => (number <= markets.length ? start : times());
}

function saveCard(books: Books, customer: Customer): void {
  const method = newPaymentMethod(books.random, customer);
  customer.invoice_settings.default_payment_method = method.id;
  books.paymentMethods.set(customer.id, method);
}

/** The card of a customer, if there is one. */
export function cardOf(books: Books, customer: Customer): PaymentMethod | undefined {
  return books.paymentMethods.get(customer.id);
}
