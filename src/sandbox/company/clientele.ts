import type { Books } from "./books";
import { newCustomer, type Customer } from "./customer";
import { createDeck } from "./deck";
import { newPaymentMethod, type PaymentMethod } from "./payment-method";
import { markets, person } from "./people";
import { day } from "./time";

/** Customers arrive ever faster over the company's years; most leave a card, the first of each market among them. */
export function welcomeCustomers(books: Books): void {
  const random = books.random.fork("customers");
  const market = createDeck(random, markets.map((each) => [each, each.weight] as const));
  const span = books.now - books.start - day;
  for (let number = 1; number <= books.wanted.customers; number++) {
    const created = books.start + Math.floor(span * random.next() ** 0.6);
    const where = market();
    const customer = newCustomer(random, { ...person(random, where, number), market: where }, created);
    books.customers.push(customer);
    // The deck's first round brings one customer of each market; these buy, so that every currency occurs.
    if (!random.chance(0.08) || number <= markets.length) saveCard(books, customer);
  }
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
