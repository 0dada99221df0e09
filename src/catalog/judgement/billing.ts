import type { TableJudgement } from "../catalog-table";

export const billing: Readonly<Record<string, TableJudgement>> = {
  subscriptions: {
    doc: "One row for each subscription, canceled ones included.",
    defaultColumns: ["id", "created", "status", "customer", "currency", "start_date", "cancel_at", "cancel_at_period_end", "canceled_at", "ended_at", "trial_end", "latest_invoice"],
    // A plain call leaves canceled subscriptions out.
    listWith: [{ status: "all" }],
  },
  subscription_items: {
    doc: "One row for each price that a subscription bills.",
    defaultColumns: ["id", "created", "subscription", "price_id", "price_product", "quantity", "price_unit_amount", "price_currency", "current_period_start", "current_period_end"],
  },
  subscription_schedules: {
    doc: "One row for each planned sequence of changes to a subscription.",
    defaultColumns: ["id", "created", "status", "customer", "subscription", "current_phase_start_date", "current_phase_end_date", "end_behavior"],
  },
  invoices: {
    doc: "One row for each invoice.",
    defaultColumns: ["id", "number", "created", "status", "customer", "customer_name", "customer_email", "currency", "total", "amount_due", "amount_paid", "amount_remaining", "due_date"],
  },
  invoice_items: {
    doc: "One row for each extra item that was or will be put on a customer's invoice.",
    defaultColumns: ["id", "date", "amount", "currency", "description", "customer", "invoice", "quantity", "period_start", "period_end"],
    // The list filters by `created`, while the object calls that moment `date`.
    createdColumn: "date",
  },
  invoice_line_items: {
    // Lines arrive grouped by their origin, not by time.
    doc: "One row for each line of an invoice.",
    defaultColumns: ["id", "invoice", "description", "quantity", "amount", "currency", "period_start", "period_end", "subscription"],
  },
  invoice_payments: {
    doc: "One row for each payment put towards an invoice.",
    defaultColumns: ["id", "created", "invoice", "amount_paid", "amount_requested", "currency", "status", "payment_type", "payment_payment_intent"],
  },
  invoice_rendering_templates: {
    doc: "One row for each template that shapes the look of invoices.",
    defaultColumns: ["id", "created", "nickname", "status", "version"],
  },
  credit_notes: {
    doc: "One row for each credit note that reduces an invoice.",
    defaultColumns: ["id", "number", "created", "status", "type", "total", "currency", "customer", "invoice", "reason"],
  },
  credit_note_line_items: {
    doc: "One row for each line of a credit note.",
    defaultColumns: ["id", "description", "quantity", "unit_amount", "amount", "discount_amount", "type", "invoice_line_item"],
  },
  credit_note_preview_line_items: {
    doc: "One row for each line that a credit note for an invoice would have; ask for one invoice at a time.",
    defaultColumns: ["id", "description", "quantity", "unit_amount", "amount", "discount_amount", "type", "invoice_line_item"],
  },
  quotes: {
    doc: "One row for each quote made to a customer.",
    defaultColumns: ["id", "number", "created", "status", "customer", "amount_subtotal", "amount_total", "currency", "expires_at", "invoice", "subscription"],
  },
  quote_line_items: {
    doc: "One row for each line of a quote.",
    defaultColumns: ["id", "description", "quantity", "amount_subtotal", "amount_total", "currency", "price_id", "price_product"],
  },
  quote_computed_upfront_line_items: {
    doc: "One row for each line that a quote bills at once when accepted.",
    defaultColumns: ["id", "description", "quantity", "amount_subtotal", "amount_total", "currency", "price_id", "price_product"],
  },
  billing_credit_grants: {
    doc: "One row for each credit given to a customer in advance.",
    defaultColumns: ["id", "created", "name", "customer", "category", "amount_type", "amount_monetary", "effective_at", "expires_at", "voided_at"],
  },
  billing_credit_balance_transactions: {
    doc: "One row for each movement of a customer's billing credits.",
    defaultColumns: ["id", "created", "type", "credit_grant", "credit_amount", "debit_amount", "effective_at"],
  },
  billing_meters: {
    doc: "One row for each meter that counts usage.",
    defaultColumns: ["id", "created", "display_name", "event_name", "status", "default_aggregation_formula"],
  },
  billing_meter_event_summaries: {
    doc: "One row for each stretch of a customer's metered usage; needs a meter, a customer and a time range.",
    defaultColumns: ["id", "meter", "start_time", "end_time", "aggregated_value"],
  },
  billing_alerts: {
    doc: "One row for each alert on usage.",
    defaultColumns: ["id", "title", "alert_type", "status", "usage_threshold_gte", "usage_threshold_meter"],
  },
  entitlements_active_entitlements: {
    doc: "One row for each feature that a customer may use now; ask for one customer at a time.",
    defaultColumns: ["id", "feature", "lookup_key"],
  },
  test_clocks: {
    doc: "One row for each simulated clock of a test account.",
    defaultColumns: ["id", "created", "name", "status", "frozen_time", "deletes_after"],
  },
};
