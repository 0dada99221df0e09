import type { Books } from "./books";
import { currencies, localPrice, type CurrencyCode } from "./currencies";
import type { Random } from "./random";
import { day } from "./time";

/** What the company sells: name, US cents, and whether it bills by the month and year or once. */
const goods = [
  { name: "Starter", cents: 900, billed: "recurring", active: true },
  { name: "Team", cents: 2_900, billed: "recurring", active: true },
  { name: "Business", cents: 9_900, billed: "recurring", active: true },
  { name: "Enterprise", cents: 49_900, billed: "recurring", active: true },
  { name: "Extra seat", cents: 500, billed: "recurring", active: true },
  { name: "Priority support", cents: 4_900, billed: "recurring", active: true },
  { name: "Extra storage", cents: 300, billed: "recurring", active: true },
  { name: "Audit log", cents: 1_500, billed: "recurring", active: true },
  { name: "Single sign-on", cents: 2_500, billed: "recurring", active: true },
  { name: "Data residency", cents: 3_500, billed: "recurring", active: true },
  { name: "Test environment", cents: 800, billed: "recurring", active: true },
  { name: "Analytics", cents: 1_900, billed: "recurring", active: true },
  { name: "Legacy plan", cents: 1_400, billed: "recurring", active: false },
  { name: "Onboarding workshop", cents: 45_000, billed: "once", active: true },
  { name: "Data import", cents: 12_000, billed: "once", active: true },
  { name: "Template pack", cents: 2_500, billed: "once", active: true },
  { name: "Printed handbook", cents: 3_900, billed: "once", active: true },
  { name: "Conference ticket 2023", cents: 29_900, billed: "once", active: false },
] as const;

type Good = (typeof goods)[number];
type Interval = "month" | "year";

export type Product = ReturnType<typeof newProduct>;
export type Price = ReturnType<typeof newPrice>;

/** Products with a price for each currency and interval; each also has an older, inactive price. */
export function stockGoods(books: Books): void {
  for (const good of goods) {
    const product = newProduct(books.random, good, books.start - 30 * day + books.products.length * 3_600);
    books.products.push(product);
    for (const code of Object.keys(currencies) as CurrencyCode[]) addPrices(books, { product, good, code });
  }
  for (const product of books.products) {
    product.default_price = books.prices.find((price) => price.product === product.id && price.active)?.id ?? null;
  }
}

function newProduct(random: Random, good: Good, created: number) {
  return {
    id: random.id("prod_", 14),
    object: "product",
    active: good.active,
    created,
    default_price: null as string | null,
    description: good.billed === "once" ? null : `${good.name} subscription`,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: { family: good.billed === "once" ? "services" : "software" },
    name: good.name,
    package_dimensions: null,
    shippable: good.name === "Printed handbook" ? true : null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: good.name === "Extra seat" ? "seat" : null,
    updated: created,
    url: null,
  };
}

type Offer = { readonly product: Product; readonly good: Good; readonly code: CurrencyCode };

function addPrices(books: Books, offer: Offer): void {
  const intervals: readonly (Interval | null)[] = offer.good.billed === "once" ? [null] : ["month", "year"];
  for (const interval of intervals) {
    const cents = interval === "year" ? offer.good.cents * 10 : offer.good.cents;
    addPrice(books, { ...offer, interval, amount: localPrice(offer.code, cents), current: offer.good.active });
  }
  if (offer.good.active && intervals[0] !== undefined) {
    const amount = localPrice(offer.code, offer.good.cents * 0.8);
    addPrice(books, { ...offer, interval: intervals[0], amount, current: false });
  }
}

type Terms = Offer & { readonly interval: Interval | null; readonly amount: number; readonly current: boolean };

function addPrice(books: Books, terms: Terms): void {
  books.prices.push(newPrice(books.random, terms, terms.product.created + 60 + books.prices.length));
}

function newPrice(random: Random, { product, code, interval, amount, current }: Terms, created: number) {
  return {
    id: random.id("price_1", 23),
    object: "price",
    active: current,
    billing_scheme: "per_unit",
    created,
    currency: code,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: current ? `${product.name.toLowerCase().replaceAll(" ", "_")}_${interval ?? "once"}_${code}` : null,
    metadata: {},
    nickname: current ? null : "2022 price",
    product: product.id,
    recurring: interval && { interval, interval_count: 1, meter: null, trial_period_days: null, usage_type: "licensed" },
    tax_behavior: "exclusive",
    tiers_mode: null,
    transform_quantity: null,
    type: interval ? "recurring" : "one_time",
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  };
}

/** The plan that the API still shows beside a recurring price, with the same id. */
export function planOf(price: Price) {
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? "month",
    interval_count: 1,
    livemode: false,
    metadata: {},
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: "licensed",
  };
}
