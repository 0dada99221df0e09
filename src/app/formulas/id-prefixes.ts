import { AppError } from "../../base/app-error";

/**
 * How the ids of a table's objects begin. Stripe writes them in its reference, one page an object; an id that begins otherwise
 * is found with a SELECT. @see https://docs.stripe.com/api
 */
const prefixesOf: Readonly<Record<string, readonly string[]>> = {
  accounts: ["acct_"],
  application_fees: ["fee_"],
  balance_transactions: ["txn_"],
  billing_alerts: ["alrt_"],
  billing_credit_balance_transactions: ["cbtxn_"],
  billing_credit_grants: ["credgr_"],
  billing_meters: ["mtr_"],
  billing_portal_configurations: ["bpc_"],
  charges: ["ch_", "py_"],
  checkout_sessions: ["cs_"],
  credit_notes: ["cn_"],
  customers: ["cus_"],
  disputes: ["du_", "dp_", "pdp_"],
  entitlements_features: ["feat_"],
  events: ["evt_"],
  file_links: ["link_"],
  files: ["file_"],
  financial_connections_accounts: ["fca_"],
  financial_connections_transactions: ["fctxn_"],
  identity_verification_reports: ["vr_"],
  identity_verification_sessions: ["vs_"],
  invoice_items: ["ii_"],
  invoice_payments: ["inpay_"],
  invoice_rendering_templates: ["inrtem_"],
  invoices: ["in_"],
  issuing_authorizations: ["iauth_"],
  issuing_cardholders: ["ich_"],
  issuing_cards: ["ic_"],
  issuing_disputes: ["idp_"],
  issuing_transactions: ["ipi_"],
  payment_intents: ["pi_"],
  payment_links: ["plink_"],
  payment_method_configurations: ["pmc_"],
  payment_method_domains: ["pmd_"],
  payment_methods: ["pm_"],
  payouts: ["po_"],
  plans: ["plan_"],
  prices: ["price_"],
  products: ["prod_"],
  promotion_codes: ["promo_"],
  quotes: ["qt_"],
  radar_early_fraud_warnings: ["issfr_"],
  radar_value_list_items: ["rsli_"],
  radar_value_lists: ["rsl_"],
  refunds: ["re_", "pyr_"],
  reporting_report_runs: ["frr_"],
  reviews: ["prv_"],
  setup_intents: ["seti_"],
  shipping_rates: ["shr_"],
  sigma_scheduled_query_runs: ["sqr_"],
  subscription_items: ["si_"],
  subscription_schedules: ["sub_sched_"],
  subscriptions: ["sub_"],
  tax_codes: ["txcd_"],
  tax_ids: ["txi_", "atxi_"],
  tax_rates: ["txr_"],
  tax_registrations: ["taxreg_"],
  terminal_configurations: ["tmc_"],
  terminal_locations: ["tml_"],
  terminal_readers: ["tmr_"],
  test_clocks: ["clock_"],
  topups: ["tu_"],
  transfers: ["tr_"],
  treasury_financial_accounts: ["fa_"],
  treasury_inbound_transfers: ["ibt_"],
  treasury_outbound_payments: ["obp_"],
  treasury_outbound_transfers: ["obt_"],
  treasury_received_credits: ["rc_"],
  treasury_received_debits: ["rd_"],
  treasury_transaction_entries: ["trxne_"],
  treasury_transactions: ["trxn_"],
  webhook_endpoints: ["we_"],
};

/** Longest first: `sub_sched_` is no `sub_`. */
const byPrefix = Object.entries(prefixesOf)
  .flatMap(([table, prefixes]) => prefixes.map((prefix) => ({ table, prefix })))
  .sort((a, b) => b.prefix.length - a.prefix.length);

/** Tables that an id can be looked up in by how it begins. */
export const tablesWithPrefix: readonly string[] = Object.keys(prefixesOf);

/** The table that an id belongs to, by how it begins, and that beginning; `undefined` where no table is known for it. */
export const knownPrefix = (id: string): { readonly table: string; readonly prefix: string } | undefined =>
  byPrefix.find(({ prefix }) => id.startsWith(prefix) && id.length > prefix.length);

/** The table that an id belongs to, by how it begins. @throws AppError `BAD_ARGUMENT` */
export function tableOfId(id: string): string {
  const found = knownPrefix(id);
  if (found) return found.table;
  if (id === "") throw new AppError("BAD_ARGUMENT", "There is no id to look up.", { hint: "Give an id such as cus_…, or a cell that holds one." });
  throw new AppError("BAD_ARGUMENT", `"${id}" does not begin like an id of Stripe that can be looked up alone.`, {
    hint: "Give an id such as cus_… or in_…, or use STRIPE.QUERY with WHERE id = ?.",
  });
}
