import { attempt, pickDecline, type Attempted } from "./attempt";
import { file, type Books } from "./books";
import type { Customer } from "./customer";
import { attemptInvoice, settleInvoice, type Invoice } from "./invoice";
import type { Purchase } from "./payment-intent";
import type { PaymentMethod } from "./payment-method";
import { day } from "./time";

/** How collecting an invoice by card goes. */
export type CollectionFate = "first try" | "second try" | "never";

export type Collection = {
  readonly invoice: Invoice;
  readonly customer: Customer;
  readonly method: PaymentMethod;
  readonly fate: CollectionFate;
  /** Unix seconds of the first attempt. */
  readonly at: number;
};

const retryAfter = 3 * day;

/** Charges the customer's card for a finalized invoice; nothing is charged for a total of zero. */
export function collect(books: Books, { invoice, customer, method, fate, at }: Collection): void {
  attemptInvoice(invoice);
  if (invoice.amount_due === 0) {
    settleInvoice(invoice, at);
    return;
  }
  const purchase = purchaseOf(invoice, customer, method);
  const first = attempt(books, { purchase, created: at, decline: fate === "first try" ? null : pickDecline(books.random) });
  if (fate === "first try") pay(books, invoice, first);
  else retry(books, { invoice, purchase, first, succeeds: fate === "second try" });
}

type Retry = { readonly invoice: Invoice; readonly purchase: Purchase; readonly first: Attempted; readonly succeeds: boolean };

function retry(books: Books, { invoice, purchase, first, succeeds }: Retry): void {
  const created = first.charge.created + retryAfter;
  if (created >= books.now) {
    note(books, invoice, first);
    return;
  }
  attemptInvoice(invoice);
  const decline = succeeds ? null : pickDecline(books.random);
  const second = attempt(books, { purchase, created, decline, retryOf: first.intent });
  if (succeeds) pay(books, invoice, second);
  else note(books, invoice, second);
}

function pay(books: Books, invoice: Invoice, attempted: Attempted): void {
  settleInvoice(invoice, attempted.charge.created);
  note(books, invoice, attempted);
}

/** The link between an invoice and the payment intent that is to pay it. */
function note(books: Books, invoice: Invoice, { intent, charge }: Attempted): void {
  const paid = charge.status === "succeeded";
  file(books, {
    id: books.random.id("inpay_1", 23),
    object: "invoice_payment",
    amount_paid: paid ? invoice.amount_due : null,
    amount_requested: invoice.amount_due,
    created: intent.created,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: "payment_intent" },
    status: paid ? "paid" : "open",
    status_transitions: { canceled_at: null, paid_at: paid ? charge.created : null },
  });
}

function purchaseOf(invoice: Invoice, customer: Customer, method: PaymentMethod): Purchase {
  const description = invoice.billing_reason === "manual" ? `Invoice ${invoice.number ?? ""}` : "Subscription update";
  return { customer, method, amount: invoice.amount_due, currency: invoice.currency, description, offSession: true };
}
