import type { Customer } from "./customer";
import type { Random } from "./random";

const brands = [
  { brand: "visa", last4: "4242", funding: "credit" },
  { brand: "mastercard", last4: "4444", funding: "credit" },
  { brand: "visa", last4: "5556", funding: "debit" },
  { brand: "amex", last4: "8431", funding: "credit" },
  { brand: "jcb", last4: "0505", funding: "credit" },
] as const;

/** A saved card. */
export type PaymentMethod = ReturnType<typeof newPaymentMethod>;

export function newPaymentMethod(random: Random, customer: Customer) {
  const { brand, last4, funding } = random.pick(brands);
  return {
    id: random.id("pm_1", 23),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: {
      address: customer.address,
      email: customer.email,
      name: customer.name,
      phone: customer.phone,
      tax_id: null,
    },
    card: {
      brand,
      checks: { address_line1_check: "pass", address_postal_code_check: "pass", cvc_check: "pass" },
      country: customer.address.country,
      display_brand: brand,
      exp_month: random.int(1, 12),
      exp_year: new Date(customer.created * 1_000).getUTCFullYear() + random.int(1, 5),
      fingerprint: random.text(16),
      funding,
      generated_from: null,
      last4,
      networks: { available: [brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: customer.created,
    customer: customer.id,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
}
