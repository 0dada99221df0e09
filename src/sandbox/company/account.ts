import { day } from "./time";

export type AccountIdentity = {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly currency: string;
  readonly controller: "account" | "application";
  readonly created: number;
};

/** An account of Stripe: the company itself, or one that is connected to it. */
export function newAccount({ id, name, country, currency, controller, created }: AccountIdentity) {
  return {
    id,
    object: "account",
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: "5734",
      minority_owned_business_designation: null,
      name,
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: "support@example.com",
      support_phone: null,
      support_url: null,
      url: "https://example.com",
    },
    business_type: "company",
    capabilities: { card_payments: "active", transfers: "active" },
    charges_enabled: true,
    controller: { type: controller },
    country,
    created: created - 40 * day,
    default_currency: currency,
    details_submitted: true,
    email: `${country.toLowerCase()}@example.com`,
    external_accounts: { object: "list", data: [], has_more: false, total_count: 0, url: `/v1/accounts/${id}/external_accounts` },
    metadata: {},
    payouts_enabled: true,
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_payments: {
        decline_on: { avs_failure: false, cvc_failure: false },
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: name, timezone: "Etc/UTC" },
      payments: {
        statement_descriptor: "EXAMPLE CO",
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
    },
    type: "standard",
  };
}
