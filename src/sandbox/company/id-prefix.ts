import type { Random } from "./random";

/** How ids of objects begin, and how many characters follow; Stripe promises neither. */
const prefixes: Readonly<Record<string, readonly [prefix: string, length: number]>> = {
  balance_transaction: ["txn_1", 23],
  charge: ["ch_3", 23],
  coupon: ["", 8],
  credit_note: ["cn_1", 23],
  customer: ["cus_", 14],
  dispute: ["du_1", 23],
  event: ["evt_1", 23],
  invoice: ["in_1", 23],
  invoiceitem: ["ii_1", 23],
  payment_intent: ["pi_3", 23],
  payment_method: ["pm_1", 23],
  payout: ["po_1", 23],
  price: ["price_1", 23],
  product: ["prod_", 14],
  promotion_code: ["promo_1", 23],
  refund: ["re_3", 23],
  subscription: ["sub_1", 23],
  subscription_item: ["si_", 14],
};

/** A new id for an object of a resource. */
export function idFor(random: Random, resource: string): string {
  const [prefix, length] = prefixes[resource] ?? [`${resource.replaceAll(".", "_")}_`, 24];
  return random.id(prefix, length);
}
