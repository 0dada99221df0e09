import { embed } from "../embedded-list";
import { file, type Books } from "./books";
import { planOf, type Price } from "./catalog-of-goods";
import type { Customer } from "./customer";
import type { CollectionMethod } from "./invoice";
import type { SubscriptionFate, SubscriptionPlan } from "./subscription-plan";
import { addMonths } from "./time";

export type SubscriptionItem = ReturnType<typeof newItem>;

/** What a subscriber takes: a price and how many. */
export type Choice = { readonly price: Price; readonly quantity: number };

export type SubscriptionFacts = {
  readonly id: string;
  readonly customer: Customer;
  readonly plan: SubscriptionPlan;
  readonly choices: readonly Choice[];
  readonly method: CollectionMethod;
  readonly discounts: readonly string[];
  readonly latestInvoice: string | null;
};

const statuses: Readonly<Record<SubscriptionFate, string>> = {
  active: "active",
  canceled: "canceled",
  "canceled for non-payment": "canceled",
  ending: "active",
  incomplete: "incomplete",
  incomplete_expired: "incomplete_expired",
  past_due: "past_due",
  paused: "paused",
  trialing: "trialing",
  unpaid: "unpaid",
};

/** The items of a subscription, filed under their own resource too. */
export function newItems(books: Books, { id, plan, choices }: Pick<SubscriptionFacts, "id" | "plan" | "choices">): readonly SubscriptionItem[] {
  return choices.map((choice) => file(books, newItem(books, choice, { subscription: id, plan })));
}

function newItem(books: Books, { price, quantity }: Choice, { subscription, plan }: { subscription: string; plan: SubscriptionPlan }) {
  const period = currentPeriod(plan);
  return {
    id: books.random.id("si_", 14),
    object: "subscription_item",
    billing_thresholds: null,
    created: plan.start,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price,
    quantity,
    subscription,
    tax_rates: [],
  };
}

/** The period that a subscription is in, or was in last. */
export function currentPeriod({ start, trialEnd, cycles, interval }: SubscriptionPlan) {
  const last = cycles.at(-1);
  if (last === undefined) return { start, end: trialEnd ?? addMonths(start, 1) };
  return { start: last, end: addMonths(last, interval === "year" ? 12 : 1) };
}

/** A subscription as it stands today. */
export function newSubscription(facts: SubscriptionFacts, items: readonly SubscriptionItem[]) {
  const { id, customer, plan, method, latestInvoice } = facts;
  return {
    id,
    object: "subscription",
    ...ending(plan),
    collection_method: method,
    created: plan.start,
    currency: customer.currency,
    customer: customer.id,
    days_until_due: method === "send_invoice" ? 30 : null,
    default_payment_method: customer.invoice_settings.default_payment_method,
    discounts: facts.discounts,
    // Lists show the item that came last first, and what is embedded is the first page of that list.
    items: embed(items.toReversed(), `/v1/subscription_items?subscription=${id}`),
    latest_invoice: latestInvoice,
    metadata: {},
    start_date: plan.start,
    status: statuses[plan.fate],
    ...trial(plan),
    billing_cycle_anchor: plan.trialEnd ?? plan.start,
    ...unused,
  };
}

/** What no subscription of this company makes use of. */
const unused = {
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor_config: null,
  billing_mode: { flexible: null, type: "classic" },
  billing_schedules: [],
  billing_thresholds: null,
  customer_account: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  invoice_settings: { account_tax_ids: null, custom_fields: null, description: null, footer: null, issuer: { type: "self" } },
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: "off" },
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  test_clock: null,
  transfer_data: null,
};

function ending(plan: SubscriptionPlan) {
  const leaves = plan.fate === "ending";
  const lapsed = plan.fate === "canceled for non-payment";
  const reason = lapsed ? "payment_failed" : "cancellation_requested";
  return {
    cancel_at: leaves ? currentPeriod(plan).end : null,
    cancel_at_period_end: leaves,
    canceled_at: leaves ? currentPeriod(plan).start + 60 : plan.canceledAt,
    cancellation_details: {
      comment: null,
      feedback: plan.fate === "canceled" ? "too_expensive" : null,
      feedback_option: null,
      reason: leaves || plan.canceledAt !== null ? reason : null,
    },
    ended_at: plan.fate === "incomplete_expired" ? plan.start + 23 * 3_600 : plan.canceledAt,
  };
}

function trial({ start, trialEnd }: SubscriptionPlan) {
  return {
    trial_end: trialEnd,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: "create_invoice" } },
    trial_start: trialEnd === null ? null : start,
  };
}
