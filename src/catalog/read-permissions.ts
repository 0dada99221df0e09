import { catalogTables } from "./catalog";
import type { CatalogTable } from "./catalog-table";
import { permissionNames } from "./permission-names";

/**
 * Resources whose permission does not follow from their name; `null`: the rule would find a permission of something else, or one
 * that nobody should have to give. The events table of Stripe's permission reference tells most of them.
 */
const judged: Readonly<Record<string, string | null>> = {
  account: "connected_account_read",
  "account|bank_account|card|source": "customer_read",
  // The app's own secrets and installations: no data of the account.
  "apps.install": null,
  "apps.secret": null,
  balance_settings: "balance_read",
  balance_transaction: "balance_read",
  "bank_account|card": "connected_account_read",
  "billing.meter_event_summary": "billing_meter_read",
  "billing_portal.configuration": "customer_portal_read",
  capability: "connected_account_read",
  "climate.order": null,
  "climate.product": null,
  credit_note_line_item: "credit_note_read",
  customer_balance_transaction: "customer_read",
  customer_cash_balance_transaction: "customer_read",
  discount: "coupon_read",
  "entitlements.active_entitlement": "entitlement_read",
  "entitlements.feature": "entitlement_read",
  fee_refund: "application_fee_read",
  file_link: "file_read",
  "financial_connections.transaction": null,
  invoice_payment: "invoice_read",
  invoice_rendering_template: "invoice_read",
  invoiceitem: "invoice_read",
  line_item: "invoice_read",
  payment_attempt_record: "payment_records_read",
  person: "connected_account_read",
  price: "plan_read",
  product_feature: "entitlement_read",
  refund: "charge_read",
  "reporting.report_run": "report_runs_and_report_types_read",
  "reporting.report_type": "report_runs_and_report_types_read",
  setup_attempt: "setup_intent_read",
  source_transaction: "source_read",
  subscription_item: "subscription_read",
  subscription_schedule: "subscription_read",
  "tax.calculation_line_item": "tax_calculations_and_transactions_read",
  "tax.registration": "tax_settings_read",
  "tax.transaction_line_item": "tax_calculations_and_transactions_read",
  tax_id: "customer_read",
  "test_helpers.test_clock": "billing_clock_read",
  topup: "top_up_read",
  transfer_reversal: "transfer_read",
  "treasury.transaction_entry": "treasury_transaction_read",
  "v2.core.account": "connected_account_read",
  "v2.core.account_person": "connected_account_read",
  "v2.core.event_destination": "webhook_read",
  "v2.money_management.transaction_entry": "transaction_read",
  webhook_endpoint: "webhook_read",
};

/**
 * The permission that reads a resource, such as `charge_read` for `refund`; `null` where Stripe names none, so that neither an app
 * nor a restricted key can be given it by name. https://docs.stripe.com/stripe-apps/reference/permissions
 */
export function readPermission(resource: string): string | null {
  const known = judged[resource];
  if (known !== undefined) return known;
  const whole = resource.replaceAll(".", "_");
  const last = resource.slice(resource.lastIndexOf(".") + 1);
  return [`${whole}_read`, `${whole}s_read`, `${last}_read`, `${last}s_read`].find((name) => permissionNames.has(name)) ?? null;
}

/** One permission and the tables that it opens, each by its canonical name. */
export type NeededPermission = { readonly permission: string; readonly tables: readonly string[] };

/** What an app must ask for to read every table that can be read by an app, sorted; and the tables that no permission opens. */
export function neededPermissions(): { readonly needed: readonly NeededPermission[]; readonly closed: readonly string[] } {
  const opened = new Map<string, string[]>();
  const closed: string[] = [];
  for (const table of catalogTables()) {
    const permission = tablePermission(table);
    if (permission === null) closed.push(table.name);
    else opened.set(permission, [...(opened.get(permission) ?? []), table.name]);
  }
  const needed = [...opened].map(([permission, tables]) => ({ permission, tables }));
  return { needed: needed.sort((a, b) => (a.permission < b.permission ? -1 : 1)), closed };
}

/** The permission that reads a table; a nested list without one of its own opens with its parent's. */
export function tablePermission({ resource, parents }: CatalogTable): string | null {
  const own = readPermission(resource);
  const parent = parents[0]?.table;
  if (own !== null || parent === undefined || parent === null) return own;
  const outer = catalogTables().find(({ name }) => name === parent);
  return outer === undefined ? null : tablePermission(outer);
}
