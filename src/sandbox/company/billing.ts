import type { Books } from "./books";
import type { Price } from "./catalog-of-goods";
import { collect, type CollectionFate } from "./collect";
import type { Coupon, Discount } from "./coupon";
import type { Customer } from "./customer";
import { draftInvoice, finalizeInvoice, settleInvoice, writeOffInvoice, type CollectionMethod, type Invoice } from "./invoice";
import type { LineFacts } from "./invoice-line";
import type { PaymentMethod } from "./payment-method";
import type { Random } from "./random";
import type { SubscriptionItem } from "./subscription";
import type { SubscriptionPlan } from "./subscription-plan";
import type { TaxRate } from "./tax-rate";
import { addMonths, day, hour } from "./time";

/** Somebody with a subscription, and how they pay. */
export type Subscriber = {
  readonly id: string;
  readonly customer: Customer;
  readonly method: PaymentMethod;
  readonly plan: SubscriptionPlan;
  readonly random: Random;
  readonly items: readonly SubscriptionItem[];
  readonly tax: TaxRate | undefined;
  readonly discount: { readonly coupon: Coupon; readonly discount: Discount } | undefined;
  readonly collection: CollectionMethod;
};

type Period = { readonly start: number; readonly end: number };

/** Bills every period of a subscription up to today. */
export function billPeriods(books: Books, subscriber: Subscriber): readonly Invoice[] {
  const { plan } = subscriber;
  const trial = plan.trialEnd === null ? [] : [billTrial(books, subscriber, { start: plan.start, end: plan.trialEnd })];
  const paid = plan.cycles.map((start, index) => billCycle(books, subscriber, { start, last: index === plan.cycles.length - 1 }));
  return [...trial, ...paid];
}

function billTrial(books: Books, subscriber: Subscriber, period: Period): Invoice {
  const invoice = raise(books, subscriber, { period, free: true });
  finalizeInvoice(invoice, subscriber.customer, period.start);
  settleInvoice(invoice, period.start);
  return invoice;
}

function billCycle(books: Books, subscriber: Subscriber, { start, last }: { start: number; last: boolean }): Invoice {
  const { plan, customer, collection } = subscriber;
  const period = { start, end: addMonths(start, plan.interval === "year" ? 12 : 1) };
  const invoice = raise(books, subscriber, { period, free: false });
  const finalized = start === plan.start ? start : start + hour;
  if (finalized >= books.now) return invoice;
  finalizeInvoice(invoice, customer, finalized);
  if (collection === "send_invoice") await30Days(books, subscriber, invoice);
  else byCard(books, subscriber, { invoice, last, at: finalized });
  return invoice;
}

function raise(books: Books, subscriber: Subscriber, { period, free }: { period: Period; free: boolean }): Invoice {
  const { customer, plan, tax, discount, collection } = subscriber;
  const facts = {
    customer,
    currency: customer.currency,
    created: period.start,
    method: collection,
    reason: period.start === plan.start ? ("subscription_create" as const) : ("subscription_cycle" as const),
    subscription: subscriber.id,
    period,
    dueDate: collection === "send_invoice" ? period.start + 30 * day : null,
    tax,
    discount: discount && applies(discount, period, plan) ? discount : undefined,
  };
  return draftInvoice(books, facts, subscriber.items.map((item) => lineOf(books, item, { period, free })));
}

function applies({ coupon, discount }: { coupon: Coupon; discount: Discount }, { start }: Period, plan: SubscriptionPlan): boolean {
  if (coupon.duration === "once") return start === (plan.trialEnd ?? plan.start);
  return discount.end === null || start < discount.end;
}

function lineOf(books: Books, item: SubscriptionItem, { period, free }: { period: Period; free: boolean }): LineFacts {
  const name = nameOf(books, item.price);
  return {
    source: { kind: "subscription", subscription: item.subscription, item: item.id },
    price: item.price,
    quantity: item.quantity,
    description: free ? `Trial period for ${name}` : `${item.quantity} × ${name}`,
    period,
    free,
  };
}

function nameOf({ products }: Books, price: Price): string {
  return products.find((product) => product.id === price.product)?.name ?? "Subscription";
}

/** A sent invoice is paid outside Stripe some weeks later, or stays open. */
function await30Days({ now }: Books, { random }: Subscriber, invoice: Invoice): void {
  const paidAt = invoice.created + random.int(5, 45) * day;
  if (paidAt >= now || random.chance(0.04)) return;
  settleInvoice(invoice, paidAt);
}

type CardBill = { readonly invoice: Invoice; readonly last: boolean; readonly at: number };

function byCard(books: Books, { plan, customer, method, random }: Subscriber, { invoice, last, at }: CardBill): void {
  const fails = last && neverPays.has(plan.fate);
  const fate: CollectionFate = fails ? "never" : random.chance(0.03) ? "second try" : "first try";
  collect(books, { invoice, customer, method, fate, at });
  if (!fails || invoice.status !== "open") return;
  if (plan.fate === "past_due") customer.delinquent = true;
  if (plan.fate === "incomplete_expired") writeOffInvoice(invoice, "void", at + 23 * hour);
  if (plan.fate === "canceled for non-payment" && plan.canceledAt !== null) writeOffInvoice(invoice, "uncollectible", plan.canceledAt);
}

const neverPays: ReadonlySet<SubscriptionPlan["fate"]> = new Set([
  "past_due",
  "unpaid",
  "canceled for non-payment",
  "incomplete",
  "incomplete_expired",
]);
