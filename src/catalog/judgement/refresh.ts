import type { AppendJudgement, EventJudgement } from "../catalog-table";

/**
 * Tables whose every change Stripe announces, as https://docs.stripe.com/api/events/types words it: rows come, change and go with an
 * event. What is not sure stands in {@link listedAgain}.
 */
export const followedByEvents: Readonly<Record<string, EventJudgement>> = {
  application_fees: {
    // A refund of the fee changes `amount_refunded`.
    also: [{ resource: "fee_refund", through: "fee" }],
  },
  billing_credit_grants: {},
  billing_meters: {},
  billing_portal_configurations: {},
  charges: {
    including: ["refunds"],
    also: [
      // `disputed`, and the balance that the dispute takes.
      { resource: "dispute", through: "charge" },
      // A refund that fails later gives `amount_refunded` back; `charge.refunded` came long before.
      { resource: "refund", through: "charge" },
      // `review` and `outcome`.
      { resource: "review", through: "charge" },
    ],
  },
  credit_notes: {},
  customers: {
    // Not told: cash balances, sources, subscriptions and tax ids, which have events of their own or none.
    // A discount ends by itself after its months.
    also: [{ resource: "discount", through: "customer" }],
  },
  disputes: {},
  invoices: {
    // Not told: `payments`, which are announced only once they are paid.
    // Sent some days before there is an invoice; its object is a preview without an id.
    except: ["invoice.upcoming"],
    also: [
      // The amounts credited and remaining.
      { resource: "credit_note", through: "invoice" },
      // `amount_paid`, also when only a part was paid.
      { resource: "invoice_payment", through: "invoice" },
    ],
  },
  // The number of a card stays; another one comes with another card.
  issuing_authorizations: { including: ["card.cvc", "card.number"] },
  issuing_cardholders: {},
  issuing_cards: { including: ["cvc", "number"] },
  issuing_disputes: {},
  issuing_transactions: {},
  payment_links: { including: ["line_items"] },
  payouts: {},
  prices: { including: ["currency_options", "tiers"] },
  products: {},
  radar_early_fraud_warnings: {},
  refunds: {},
  subscription_schedules: {},
  subscriptions: {
    // The subscription ended; it stays in the list with the status canceled.
    staying: ["customer.subscription.deleted"],
    // A discount ends by itself after its months.
    also: [{ resource: "discount", through: "subscription" }],
  },
  tax_rates: {},
  transfers: {},
};

/** Tables whose rows are only added, as Stripe's documentation of the object says. */
export const onlyAdded: Readonly<Record<string, AppendJudgement>> = {
  // No events. `status` goes from pending to available when `available_on` comes, and nothing announces it.
  balance_transactions: { settled: { column: "status", value: "available" } },
  // `pending_webhooks` counts down to 0.
  events: { settled: { column: "pending_webhooks", value: 0 }, listedDays: 30 },
};

/** Tables of resources with events that do not tell every change: why, as people read it. */
export const listedAgain: Readonly<Record<string, string>> = {
  // Events of connected accounts go to those accounts; that of the platform itself is not in the list.
  accounts: "Stripe does not announce the changes of connected accounts to their platform.",
  apps_installs: "Stripe does not announce every change of an installed app.",
  billing_credit_balance_transactions: "Stripe lists these for one customer at a time.",
  checkout_sessions: "Stripe does not announce new checkout sessions.",
  climate_orders: "Stripe does not announce edits of climate orders.",
  climate_products: "Stripe announces price changes of climate products only.",
  // `times_redeemed` counts up and `valid` ends with time, both without an event.
  coupons: "Stripe does not announce that a coupon was redeemed or expired.",
  files: "Stripe announces only files that it made itself.",
  financial_connections_accounts: "Stripe does not announce every change of linked accounts.",
  identity_verification_sessions: "Stripe does not announce edits of verification sessions.",
  // An item also changes when its invoice is made.
  invoice_items: "Stripe does not announce edits of invoice items.",
  invoice_payments: "Stripe announces invoice payments only once they are paid.",
  issuing_personalization_designs: "Stripe does not announce new card designs.",
  // https://github.com/stripe/stripe-node/issues/937
  payment_intents: "Stripe does not announce edits of payment intents.",
  // The list has some of them only, and the object does not say whether it is one.
  payment_methods: "Stripe lists some payment methods only, and their events do not tell which.",
  // Prices made inside another object are plans too, and are not listed.
  plans: "Stripe leaves some plans out of its list, and their events do not tell which.",
  promotion_codes: "Stripe does not announce that a promotion code was redeemed or expired.",
  quotes: "Stripe does not announce edits of quotes.",
  reporting_report_runs: "Stripe does not announce new report runs.",
  // This type is sent to webhooks that ask for it by name; the list of events never has it.
  reporting_report_types: "Stripe does not list the events of report types.",
  reviews: "Stripe lists open reviews only, and a review can be closed and opened again.",
  setup_intents: "Stripe does not announce edits of setup intents.",
  sigma_scheduled_query_runs: "Stripe announces scheduled queries only once they have run.",
  // The list has the tax ids of the account, the events are about those of customers.
  tax_ids: "Stripe announces changes of customers' tax ids only.",
  terminal_readers: "Stripe announces only what a reader was told to do.",
  test_clocks: "Stripe does not announce edits of test clocks.",
  three_d_secure_authentications: "Stripe does not announce new authentications.",
  topups: "Stripe does not announce edits of top-ups.",
  treasury_financial_accounts: "Stripe does not announce changes of a financial account's balance.",
};
