import type { Person, Market } from "./people";
import type { Random } from "./random";

/** A customer of the generated company. */
export type Customer = ReturnType<typeof newCustomer>;

export function newCustomer(random: Random, who: Person & { market: Market }, created: number) {
  const { market } = who;
  return {
    id: random.id("cus_", 14),
    object: "customer",
    address: {
      city: random.pick(market.cities),
      country: market.country,
      line1: `${random.int(1, 240)} Market Street`,
      line2: null,
      postal_code: String(random.int(10_000, 99_999)),
      state: market.country === "US" ? random.pick(["TX", "OR", "MA", "CO"]) : null,
    },
    balance: 0,
    created,
    currency: market.currency,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: who.business ? "Business account" : null,
    discount: null,
    email: who.email,
    invoice_prefix: random.text(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null as string | null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: customerMetadata(random, who),
    name: who.name,
    next_invoice_sequence: 1,
    phone: random.chance(0.5) ? who.phone : null,
    preferred_locales: random.chance(0.6) ? [market.locale] : [],
    shipping: null,
    tax_exempt: who.business && market.currency === "eur" && random.chance(0.3) ? "reverse" : "none",
    test_clock: null,
  };
}

function customerMetadata(random: Random, who: Person): Readonly<Record<string, string>> {
  if (random.chance(0.4)) return {};
  const metadata: Record<string, string> = { channel: random.pick(["web", "partner", "sales", "app store"]) };
  if (who.business) metadata["crm_id"] = `A-${random.int(10_000, 99_999)}`;
  return metadata;
}
