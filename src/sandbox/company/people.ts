import type { CurrencyCode } from "./currencies";
import type { Random } from "./random";

/** A country the company sells to, with what its customers look like. */
export type Market = {
  readonly country: string;
  readonly currency: CurrencyCode;
  readonly weight: number;
  readonly cities: readonly [string, ...string[]];
  readonly locale: string;
  readonly phone: string;
};

export const markets: readonly Market[] = [
  { country: "US", currency: "usd", weight: 42, cities: ["Austin", "Portland", "Boston", "Denver"], locale: "en-US", phone: "+1555" },
  { country: "DE", currency: "eur", weight: 14, cities: ["Berlin", "Köln", "Hamburg"], locale: "de", phone: "+4930" },
  { country: "FR", currency: "eur", weight: 10, cities: ["Paris", "Lyon", "Nantes"], locale: "fr", phone: "+331" },
  { country: "GB", currency: "gbp", weight: 12, cities: ["London", "Leeds", "Bristol"], locale: "en-GB", phone: "+4420" },
  { country: "JP", currency: "jpy", weight: 10, cities: ["東京", "大阪", "京都"], locale: "ja", phone: "+813" },
  { country: "CA", currency: "cad", weight: 7, cities: ["Toronto", "Montréal", "Calgary"], locale: "en-CA", phone: "+1416" },
  { country: "KW", currency: "kwd", weight: 5, cities: ["Kuwait City", "Hawalli"], locale: "ar", phone: "+9652" },
];

const firstNames = [
  "Ada", "Amélie", "Aiko", "Björn", "Carla", "Dana", "Elif", "Fatima", "Grace", "Hiro", "Ines", "Jonas", "Khalid", "Lena", "Mateo",
  "Noor", "Olga", "Pavel", "Quinn", "Rosa", "Søren", "Tomás", "Uma", "Vera", "Wei", "Yusuf", "Zoë",
] as const;

const lastNames = [
  "Abbott", "Al-Sabah", "Bauer", "Chen", "Dubois", "Evans", "Fischer", "García", "Haddad", "Ito", "Jensen", "Kowalski", "Laurent",
  "Müller", "Nakamura", "O'Brien", "Park", "Rossi", "Schmidt", "Tanaka", "Ueda", "Vogel", "Walker", "Yılmaz", "Zhang",
] as const;

const companyNames = ["Northwind", "Bluebird", "Cedar", "Lumen", "Harbour", "Kestrel", "Mosaic", "Orchard", "Pinnacle", "Quarry"] as const;
const companyForms: Readonly<Record<string, string>> = { US: "LLC", DE: "GmbH", FR: "SARL", GB: "Ltd", JP: "KK", CA: "Inc.", KW: "WLL" };

export type Person = { readonly name: string; readonly email: string; readonly phone: string; readonly business: boolean };

/** Somebody who buys; every sixth is a business. The number keeps e-mail addresses apart. */
export function person(random: Random, market: Market, number: number): Person {
  const first = random.pick(firstNames);
  const last = random.pick(lastNames);
  const business = random.chance(0.16);
  const company = `${random.pick(companyNames)} ${random.pick(lastNames)} ${companyForms[market.country] ?? "Co."}`;
  const handle = `${first}.${last}`.normalize("NFD").toLowerCase().replace(/[^a-z.]/g, "");
  return {
    name: business ? company : `${first} ${last}`,
    email: `${handle}.${number}@example.com`,
    phone: `${market.phone}${String(random.int(1_000_000, 9_999_999))}`,
    business,
  };
}
