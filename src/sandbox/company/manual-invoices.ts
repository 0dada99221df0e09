import { collect } from "./collect";
import { cardOf } from "./clientele";
import { file, type Books } from "./books";
import type { Price } from "./catalog-of-goods";
import type { Customer } from "./customer";
import { createDeck } from "./deck";
import { draftInvoice, finalizeInvoice, settleInvoice, writeOffInvoice } from "./invoice";
import type { LineFacts } from "./invoice-line";
import type { Random } from "./random";
import type { TaxRate } from "./tax-rate";
import { day, hour } from "./time";

type Outcome = "paid by card" | "paid elsewhere" | "open" | "draft" | "void" | "uncollectible" | "pending items only";

const outcomes: readonly (readonly [Outcome, number])[] = [
  ["paid by card", 40],
  ["paid elsewhere", 20],
  ["open", 10],
  ["draft", 12],
  ["void", 6],
  ["uncollectible", 4],
  ["pending items only", 8],
];

/** Bills services by hand: invoices made of invoice items, some with more lines than an embedded list shows. */
export function writeManualInvoices(books: Books, taxes: ReadonlyMap<string, TaxRate>): void {
  const random = books.random.fork("manual invoices");
  const outcome = createDeck(random, outcomes);
  const count = Math.max(outcomes.length * 2, Math.round(books.customers.length * 0.04));
  for (let written = 0; written < count; written++) {
    bill(books, { random, customer: random.pick(books.customers), outcome: outcome(), long: written % 5 === 0, taxes });
  }
}

type Job = {
  readonly random: Random;
  readonly customer: Customer;
  readonly outcome: Outcome;
  readonly long: boolean;
  readonly taxes: ReadonlyMap<string, TaxRate>;
};

function bill(books: Books, job: Job): void {
  const { random, customer, outcome } = job;
  const age = outcome === "draft" || outcome === "pending items only" ? 20 * day : books.now - customer.created;
  const since = Math.max(customer.created, books.now - age);
  const at = since + Math.floor(random.next() * (books.now - since - 2 * hour));
  const pending = outcome === "pending items only";
  const id = pending ? null : books.random.id("in_1", 23);
  const items = newItems(books, job, { invoice: id, at });
  if (id === null) return;
  const invoice = draftInvoice(
    books,
    {
      id,
      customer,
      currency: customer.currency,
      created: at,
      method: outcome === "paid by card" ? "charge_automatically" : "send_invoice",
      reason: "manual",
      subscription: null,
      period: { start: at, end: at },
      dueDate: outcome === "paid by card" ? null : at + 30 * day,
      tax: customer.tax_exempt === "none" ? job.taxes.get(customer.address.country) : undefined,
      discount: undefined,
    },
    items,
  );
  if (outcome === "draft") return;
  finalizeInvoice(invoice, customer, at + 60);
  conclude(books, invoice, job);
}

function conclude(books: Books, invoice: ReturnType<typeof draftInvoice>, { customer, outcome, random }: Job): void {
  const method = cardOf(books, customer);
  const later = invoice.created + Math.floor(random.next() * (books.now - invoice.created - 120)) + 60;
  if (outcome === "paid by card" && method) collect(books, { invoice, customer, method, fate: "first try", at: invoice.created + 120 });
  if (outcome === "paid elsewhere") settleInvoice(invoice, later);
  if (outcome === "void" || outcome === "uncollectible") writeOffInvoice(invoice, outcome, later);
}

type Target = { readonly invoice: string | null; readonly at: number };

function newItems(books: Books, { random, customer, long }: Job, target: Target): readonly LineFacts[] {
  const services = books.prices.filter((price) => price.type === "one_time" && price.active && price.currency === customer.currency);
  const count = long ? random.int(12, 25) : random.int(1, 4);
  return Array.from({ length: count }, () => {
    const price = random.pick(services);
    const item = file(books, newInvoiceItem(books, { customer, price, quantity: random.int(1, 3) }, target));
    return {
      source: { kind: "item", invoiceItem: item.id },
      price,
      quantity: item.quantity,
      description: item.description,
      period: item.period,
    };
  });
}

type Sold = { readonly customer: Customer; readonly price: Price; readonly quantity: number };

function newInvoiceItem(books: Books, { customer, price, quantity }: Sold, { invoice, at }: Target) {
  return {
    id: books.random.id("ii_1", 23),
    object: "invoiceitem",
    amount: price.unit_amount * quantity,
    currency: customer.currency,
    customer: customer.id,
    customer_account: null,
    date: at,
    description: books.products.find((product) => product.id === price.product)?.name ?? "Service",
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: {},
    net_amount: price.unit_amount * quantity,
    parent: null,
    period: { start: at, end: at },
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: "price_details",
      unit_amount_decimal: price.unit_amount_decimal,
    },
    proration: false,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
    test_clock: null,
  };
}
