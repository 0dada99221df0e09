import type { TableJudgement } from "../catalog-table";

export const payments: Readonly<Record<string, TableJudgement>> = {
  charges: {
    doc: "One row for each attempt to take money, succeeded or failed.",
    defaultColumns: ["id", "created", "amount", "amount_refunded", "currency", "status", "customer", "description", "receipt_email", "payment_intent"],
  },
  payment_intents: {
    doc: "One row for each payment, from its start to its success or cancellation.",
    defaultColumns: ["id", "created", "amount", "amount_received", "currency", "status", "customer", "description", "latest_charge"],
  },
  payment_intent_amount_details_line_items: {
    doc: "One row for each product line that a payment was itemised into.",
    defaultColumns: ["id", "product_name", "quantity", "unit_cost", "discount_amount", "tax_total_tax_amount"],
  },
  refunds: {
    doc: "One row for each refund of a charge.",
    defaultColumns: ["id", "created", "amount", "currency", "status", "reason", "charge", "payment_intent"],
  },
  disputes: {
    doc: "One row for each payment that a cardholder has contested.",
    defaultColumns: ["id", "created", "amount", "currency", "status", "reason", "charge", "payment_intent", "evidence_details_due_by"],
  },
  setup_intents: {
    doc: "One row for each attempt to save a payment method for later.",
    defaultColumns: ["id", "created", "status", "customer", "payment_method", "usage", "description"],
  },
  setup_attempts: {
    doc: "One row for each try of a setup intent; ask for one setup intent at a time.",
    defaultColumns: ["id", "created", "status", "setup_intent", "customer", "payment_method", "usage"],
  },
  payment_methods: {
    doc: "One row for each card, bank account or wallet that is saved for payments.",
    defaultColumns: ["id", "created", "type", "customer", "billing_details_name", "billing_details_email", "card_brand", "card_last4", "card_exp_month", "card_exp_year"],
    // A plain call leaves custom payment methods out, and has all the others.
    listWith: [{}, { type: "custom" }],
  },
  customer_payment_methods: {
    doc: "One row for each payment method of one customer.",
    defaultColumns: ["id", "created", "type", "customer", "card_brand", "card_last4", "card_exp_month", "card_exp_year"],
  },
  payment_links: {
    doc: "One row for each shareable link to a payment page.",
    defaultColumns: ["id", "active", "url", "currency", "allow_promotion_codes", "customer_creation", "submit_type"],
  },
  payment_link_line_items: {
    doc: "One row for each line that a payment link sells.",
    defaultColumns: ["id", "description", "quantity", "amount_total", "currency", "price_id", "price_product"],
  },
  checkout_sessions: {
    doc: "One row for each visit to a Checkout payment page.",
    defaultColumns: ["id", "created", "status", "payment_status", "mode", "amount_total", "currency", "customer", "customer_details_email", "payment_intent", "subscription"],
  },
  checkout_session_line_items: {
    doc: "One row for each line bought in a Checkout session.",
    defaultColumns: ["id", "description", "quantity", "amount_subtotal", "amount_tax", "amount_total", "currency", "price_id", "price_product"],
  },
  payment_records: {
    doc: "One row for each payment record, including payments taken outside Stripe.",
    defaultColumns: ["id", "created", "amount_value", "amount_currency", "customer_details_customer", "description", "reported_by"],
  },
  payment_attempt_records: {
    doc: "One row for each attempt of a payment record; ask for one payment record at a time.",
    defaultColumns: ["id", "created", "amount_value", "amount_currency", "payment_record", "description", "reported_by"],
  },
  reviews: {
    // The list has reviews with open = true only, and no parameter brings the closed ones.
    doc: "One row for each payment that waits for a manual fraud review; closed reviews are not listed.",
    defaultColumns: ["id", "created", "open", "reason", "opened_reason", "charge", "payment_intent", "ip_address_location_country"],
  },
  radar_early_fraud_warnings: {
    doc: "One row for each early warning of fraud from a card network.",
    defaultColumns: ["id", "created", "fraud_type", "actionable", "charge", "payment_intent"],
  },
  radar_value_lists: {
    doc: "One row for each list of values that fraud rules refer to.",
    defaultColumns: ["id", "created", "name", "alias", "item_type", "created_by"],
  },
  radar_value_list_items: {
    doc: "One row for each entry of a fraud rule list; ask for one list at a time.",
    defaultColumns: ["id", "created", "value", "value_list", "created_by"],
  },
  source_transactions: {
    doc: "One row for each transaction of a source; ask for one source at a time.",
    defaultColumns: ["id", "created", "amount", "currency", "status", "type", "source"],
  },
};
