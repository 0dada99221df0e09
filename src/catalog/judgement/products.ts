import type { TableJudgement } from "../catalog-table";

/**
 * A plain call lists active ones only, so the inactive ones need a second call; one that was made active between the two is in
 * neither, so that the active ones are read once more.
 */
const activeAndInactive = [{ active: "true" }, { active: "false" }, { active: "true" }] as const;

export const products: Readonly<Record<string, TableJudgement>> = {
  products: {
    // Unlike prices, products are listed whether active or not.
    doc: "One row for each product or service that is sold.",
    defaultColumns: ["id", "created", "name", "active", "description", "default_price", "unit_label", "updated"],
  },
  prices: {
    doc: "One row for each price of a product, active or not; prices made on the fly by a payment page are not listed.",
    defaultColumns: ["id", "created", "product", "nickname", "active", "type", "unit_amount", "currency", "recurring_interval", "recurring_interval_count"],
    listWith: activeAndInactive,
    // Stripe leaves prices that were made inside another object (inline) out of every list.
    unlisted: true,
  },
  plans: {
    doc: "One row for each recurring price in the older form.",
    defaultColumns: ["id", "created", "product", "nickname", "active", "amount", "currency", "interval", "interval_count"],
  },
  coupons: {
    doc: "One row for each coupon.",
    defaultColumns: ["id", "created", "name", "valid", "percent_off", "amount_off", "currency", "duration", "duration_in_months", "times_redeemed", "redeem_by"],
  },
  promotion_codes: {
    doc: "One row for each code that customers type in to use a coupon.",
    defaultColumns: ["id", "created", "code", "active", "promotion_coupon", "customer", "times_redeemed", "max_redemptions", "expires_at"],
  },
  tax_rates: {
    doc: "One row for each tax rate entered by hand, active or not.",
    defaultColumns: ["id", "created", "display_name", "percentage", "inclusive", "active", "country", "state", "jurisdiction"],
    listWith: activeAndInactive,
  },
  shipping_rates: {
    doc: "One row for each shipping choice.",
    defaultColumns: ["id", "created", "display_name", "active", "type", "fixed_amount_amount", "fixed_amount_currency"],
  },
  product_features: {
    doc: "One row for each feature attached to a product.",
    defaultColumns: ["id", "entitlement_feature_id", "entitlement_feature_name", "entitlement_feature_lookup_key"],
  },
  product_catalog_trial_offers: {
    doc: "One row for each trial offer.",
    defaultColumns: ["id", "nickname", "active", "price", "duration_type", "end_behavior_type"],
  },
};
