import { embed } from "../embedded-list";
import { file, type Books } from "./books";
import type { CurrencyCode } from "./currencies";
import type { Customer } from "./customer";
import { newInvoiceLine, type InvoiceLine, type LineFacts, type LineTerms } from "./invoice-line";

export type Invoice = ReturnType<typeof draftInvoice>;
type Status = "draft" | "open" | "paid" | "uncollectible" | "void";
export type CollectionMethod = "charge_automatically" | "send_invoice";

export type InvoiceFacts = Pick<LineTerms, "tax" | "discount"> & {
  readonly customer: Customer;
  readonly currency: CurrencyCode;
  readonly created: number;
  readonly method: CollectionMethod;
  readonly reason: "subscription_create" | "subscription_cycle" | "manual";
  readonly subscription: string | null;
  readonly period: { readonly start: number; readonly end: number };
  readonly dueDate: number | null;
  /** Known beforehand when invoice items already point to the invoice. */
  readonly id?: string;
};

/** Files a draft whose totals are those of its lines; {@link finalizeInvoice} and its companions move it on. */
export function draftInvoice(books: Books, facts: InvoiceFacts, lineFacts: readonly LineFacts[]) {
  const id = facts.id ?? books.random.id("in_1", 23);
  const lines = lineFacts.map((line, index) => file(books, newInvoiceLine(books, lineTerms(facts, id, index), line)));
  const sums = totals(lines);
  const off = discountAmounts(facts, sums.subtotal - sums.total_excluding_tax);
  return file(books, {
    id,
    object: "invoice",
    amount_due: sums.total,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: sums.total,
    attempt_count: 0,
    attempted: false,
    auto_advance: facts.reason !== "manual",
    billing_reason: facts.reason,
    collection_method: facts.method,
    created: facts.created,
    currency: facts.currency,
    ...recipient(facts.customer),
    discounts: off.map(({ discount }) => discount),
    due_date: facts.dueDate,
    effective_at: null as number | null,
    ending_balance: null as number | null,
    hosted_invoice_url: null as string | null,
    invoice_pdf: null as string | null,
    lines: embed(lines, `/v1/invoices/${id}/lines`),
    number: null as string | null,
    parent: parentOf(facts),
    period_end: facts.period.end,
    period_start: facts.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    ...asDraft(),
    ...sums,
    total_discount_amounts: off,
    total_pretax_credit_amounts: off.map((each) => ({ ...each, type: "discount" })),
    webhooks_delivered_at: facts.created,
    ...unused,
  });
}

type Progress = {
  status: Status;
  readonly status_transitions: {
    finalized_at: number | null;
    marked_uncollectible_at: number | null;
    paid_at: number | null;
    voided_at: number | null;
  };
};

function asDraft(): Progress {
  return {
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  };
}

/** What no invoice of this company makes use of. */
const unused = {
  account_country: "US",
  account_name: "Example Co",
  account_tax_ids: null,
  amount_shipping: 0,
  application: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  automatically_finalizes_at: null,
  custom_fields: null,
  customer_account: null,
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  footer: null,
  from_invoice: null,
  issuer: { type: "self" },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  metadata: {},
  next_payment_attempt: null,
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  test_clock: null,
};

function recipient(customer: Customer) {
  return {
    customer: customer.id,
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt,
    customer_tax_ids: [],
  };
}

/** A percentage comes off every line, a fixed amount off the first one only. */
function lineTerms(facts: InvoiceFacts, invoice: string, index: number): LineTerms {
  const everyLine = facts.discount?.coupon.percent_off !== null;
  return { invoice, currency: facts.currency, tax: facts.tax, discount: everyLine || index === 0 ? facts.discount : undefined };
}

function discountAmounts({ discount }: InvoiceFacts, amount: number) {
  return discount ? [{ amount, discount: discount.discount.id }] : [];
}

function parentOf({ subscription }: InvoiceFacts) {
  if (subscription === null) return null;
  return { quote_details: null, subscription_details: { metadata: {}, subscription }, type: "subscription_details" };
}

function totals(lines: readonly InvoiceLine[]) {
  const subtotal = sum(lines.map((line) => line.amount));
  const off = sum(lines.flatMap((line) => line.discount_amounts.map((each) => each.amount)));
  const taxes = lines.flatMap((line) => line.taxes);
  const tax = sum(taxes.map((each) => each.amount));
  const [first] = taxes;
  return {
    subtotal,
    subtotal_excluding_tax: subtotal,
    total: subtotal - off + tax,
    total_excluding_tax: subtotal - off,
    total_taxes: first ? [{ ...first, amount: tax, taxable_amount: subtotal - off }] : [],
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Gives a draft its number and opens it. */
export function finalizeInvoice(invoice: Invoice, customer: Customer, at: number): void {
  invoice.status = "open";
  invoice.number = `${customer.invoice_prefix}-${String(customer.next_invoice_sequence++).padStart(4, "0")}`;
  invoice.effective_at = at;
  invoice.ending_balance = 0;
  invoice.hosted_invoice_url = `https://invoice.stripe.com/i/${invoice.id}`;
  invoice.invoice_pdf = `https://pay.stripe.com/invoice/${invoice.id}/pdf`;
  invoice.status_transitions.finalized_at = at;
}

/** Counts an attempt to collect. */
export function attemptInvoice(invoice: Invoice): void {
  invoice.attempted = true;
  invoice.attempt_count++;
}

/** Closes an open invoice as paid. */
export function settleInvoice(invoice: Invoice, at: number): void {
  invoice.status = "paid";
  invoice.auto_advance = false;
  invoice.amount_paid = invoice.amount_due;
  invoice.amount_remaining = 0;
  invoice.status_transitions.paid_at = at;
}

/** Gives up on an open invoice. */
export function writeOffInvoice(invoice: Invoice, as: "void" | "uncollectible", at: number): void {
  invoice.status = as;
  invoice.auto_advance = false;
  invoice.status_transitions[as === "void" ? "voided_at" : "marked_uncollectible_at"] = at;
}
