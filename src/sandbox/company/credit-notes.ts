import { embed } from "../embedded-list";
import type { ApiObject } from "../api-object";
import { file, type Books } from "./books";
import { inside } from "../store/fields";
import type { Charge } from "./charge";
import type { Customer } from "./customer";
import { createDeck } from "./deck";
import type { Invoice } from "./invoice";
import type { InvoiceLine } from "./invoice-line";
import type { Random } from "./random";
import { refund, type Refund } from "./refunds";
import { hour } from "./time";

/** How a credit note gives its amount back. */
type Way = "reduces an open invoice" | "refund" | "customer balance" | "outside Stripe" | "void";

const ways: readonly (readonly [Way, number])[] = [
  ["reduces an open invoice", 15],
  ["refund", 40],
  ["customer balance", 25],
  ["outside Stripe", 15],
  ["void", 5],
];

/** Corrects some invoices afterwards; each credit note takes back one whole line. */
export function writeCreditNotes(books: Books): void {
  const random = books.random.fork("credit notes");
  const deal = createDeck(random, ways);
  const invoices = (books.others.get("invoice") ?? []) as Invoice[];
  const parties = indexParties(books);
  const pools = { open: candidates(books, invoices, "open"), paid: candidates(books, invoices, "paid") };
  const count = Math.max(ways.length * 2, Math.round(invoices.length * 0.01));
  for (let written = 0; written < count; written++) {
    const way = deal();
    const pool = way === "reduces an open invoice" || way === "void" ? pools.open : pools.paid;
    const [invoice] = pool.splice(random.int(0, Math.max(0, pool.length - 1)), 1);
    if (invoice) correct(books, { invoice, way, random, parties });
  }
}

/** Undiscounted invoices that were last touched some hours ago. */
function candidates({ now }: Books, invoices: readonly Invoice[], status: string): Invoice[] {
  return invoices.filter(
    (invoice) => invoice.status === status && invoice.total > 0 && invoice.discounts.length === 0 && lastChange(invoice) < now - 3 * hour,
  );
}

type Case = { readonly invoice: Invoice; readonly way: Way; readonly random: Random; readonly parties: Parties };

/** Who was billed, and which charge paid an invoice. */
type Parties = { readonly customers: ReadonlyMap<string, Customer>; readonly charges: ReadonlyMap<unknown, Charge> };

function indexParties(books: Books): Parties {
  const paid = new Map(books.charges.filter((charge) => charge.status === "succeeded").map((charge) => [charge.payment_intent, charge]));
  const charges = new Map<unknown, Charge>();
  for (const payment of books.others.get("invoice_payment") ?? []) {
    const charge = paid.get(String(inside(payment, "payment", "payment_intent")));
    if (charge) charges.set(payment["invoice"], charge);
  }
  return { customers: new Map(books.customers.map((customer) => [customer.id, customer])), charges };
}

function correct(books: Books, { invoice, way, random, parties }: Case): void {
  const customer = parties.customers.get(invoice.customer);
  const line = invoice.lines.data.reduce((most, each) => (each.amount > most.amount ? each : most));
  if (!customer || line.amount === 0) return;
  const at = lastChange(invoice) + hour;
  const id = books.random.id("cn_1", 23);
  const total = line.amount + (line.taxes[0]?.amount ?? 0);
  const paidBack = settleBy(books, { invoice, customer, charge: parties.charges.get(invoice.id), way, total, at, id });
  if (paidBack === null) return;
  const row = file(books, noteLine(books, line));
  books.hidden.set(row.id, { credit_note: id });
  file(books, newCreditNote({ id, invoice, way, line, rows: [row], at, paidBack, random }));
}

function lastChange({ created, status_transitions: times }: Invoice): number {
  return Math.max(created, times.finalized_at ?? 0, times.paid_at ?? 0);
}

type Settlement = {
  readonly invoice: Invoice;
  readonly customer: Customer;
  readonly charge: Charge | undefined;
  readonly way: Way;
  readonly total: number;
  readonly at: number;
  readonly id: string;
};

type PaidBack = { readonly refund?: Refund; readonly balanceEntry?: ApiObject; readonly outside?: number };

/** Moves the money; `null` where this way is not open for the invoice. */
function settleBy(books: Books, { invoice, customer, charge, way, total, at, id }: Settlement): PaidBack | null {
  if (way === "void") return {};
  if (way === "reduces an open invoice") {
    invoice.pre_payment_credit_notes_amount += total;
    invoice.amount_due -= total;
    invoice.amount_remaining -= total;
    return {};
  }
  const refunded = way === "refund" && charge ? refundFor(books, charge, { total, at }) : undefined;
  if (way === "refund" && !refunded) return null;
  invoice.post_payment_credit_notes_amount += total;
  if (refunded) return { refund: refunded };
  return way === "customer balance" ? { balanceEntry: creditBalance(books, customer, { invoice, total, at, id }) } : { outside: total };
}

function refundFor(books: Books, charge: Charge, { total, at }: { total: number; at: number }): Refund | undefined {
  if (charge.amount_refunded + total > charge.amount || charge.disputed) return undefined;
  return refund(books, charge, { amount: total, at, reason: "requested_by_customer", status: "succeeded" });
}

type Credit = { readonly invoice: Invoice; readonly total: number; readonly at: number; readonly id: string };

function creditBalance(books: Books, customer: Customer, { invoice, total, at, id }: Credit): ApiObject {
  customer.balance -= total;
  return file(books, {
    id: books.random.id("cbtxn_1", 23),
    object: "customer_balance_transaction",
    amount: -total,
    checkout_session: null,
    created: at,
    credit_note: id,
    currency: invoice.currency,
    customer: customer.id,
    customer_account: null,
    description: null,
    ending_balance: customer.balance,
    invoice: invoice.id,
    livemode: false,
    metadata: {},
    type: "credit_note",
  });
}

function noteLine(books: Books, line: InvoiceLine) {
  return {
    id: books.random.id("cnli_1", 23),
    object: "credit_note_line_item",
    amount: line.amount,
    description: line.description,
    discount_amount: 0,
    discount_amounts: [],
    invoice_line_item: line.id,
    livemode: false,
    metadata: {},
    pretax_credit_amounts: [],
    quantity: line.quantity,
    tax_rates: [],
    taxes: line.taxes,
    type: "invoice_line_item",
    unit_amount: line.amount / line.quantity,
    unit_amount_decimal: line.pricing.unit_amount_decimal,
  };
}

type NoteFacts = {
  readonly id: string;
  readonly invoice: Invoice;
  readonly way: Way;
  readonly line: InvoiceLine;
  readonly rows: readonly ReturnType<typeof noteLine>[];
  readonly at: number;
  readonly paidBack: PaidBack;
  readonly random: Random;
};

function newCreditNote(facts: NoteFacts) {
  const { id, invoice, line, rows, at, random } = facts;
  const total = line.amount + (line.taxes[0]?.amount ?? 0);
  return {
    id,
    object: "credit_note",
    amount: total,
    amount_shipping: 0,
    created: at,
    currency: invoice.currency,
    customer: invoice.customer,
    customer_account: null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: at,
    invoice: invoice.id,
    lines: embed(rows, `/v1/credit_notes/${id}/lines`),
    livemode: false,
    memo: null,
    metadata: {},
    number: `${invoice.number ?? ""}-CN-01`,
    pdf: `https://pay.stripe.com/credit_notes/${id}/pdf`,
    pretax_credit_amounts: [],
    reason: random.pick(["order_change", "product_unsatisfactory", "duplicate"]),
    shipping_cost: null,
    subtotal: line.amount,
    subtotal_excluding_tax: line.amount,
    total,
    total_excluding_tax: line.amount,
    total_taxes: line.taxes,
    ...wayBack(facts, total),
  };
}

/** Where the amount went: off what was still due, or back after payment. */
function wayBack({ way, at, paidBack }: NoteFacts, total: number) {
  const before = way === "reduces an open invoice" || way === "void";
  return {
    customer_balance_transaction: paidBack.balanceEntry?.id ?? null,
    out_of_band_amount: paidBack.outside ?? null,
    post_payment_amount: before ? 0 : total,
    pre_payment_amount: before ? total : 0,
    refunds: paidBack.refund ? [{ amount_refunded: total, payment_record_refund: null, refund: paidBack.refund.id, type: "refund" }] : [],
    status: way === "void" ? "void" : "issued",
    type: before ? "pre_payment" : "post_payment",
    voided_at: way === "void" ? at + hour : null,
  };
}
