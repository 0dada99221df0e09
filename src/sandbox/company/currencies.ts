/**
 * The currencies the company sells in. Exponents as Stripe sends them (https://docs.stripe.com/currencies):
 * JPY has no minor unit, KWD has three decimals and its last digit must be 0.
 */
export type Currency = {
  readonly code: string;
  readonly exponent: 0 | 2 | 3;
  /** Amounts are multiples of this many minor units. */
  readonly step: number;
  /** Where the money lands: its own currency, or US dollars after conversion. */
  readonly settlesIn: SettlementCode;
  /** Settlement units per unit, both major. */
  readonly rate: number;
  /** One US dollar of list price, in major units. */
  readonly perDollar: number;
};

export type SettlementCode = "usd" | "eur" | "jpy" | "kwd";

/** What Stripe keeps of a card payment: a share and a fixed part in minor units of the settlement currency. */
export type FeePlan = { readonly share: number; readonly fixed: number; readonly dispute: number };

export const currencies = {
  usd: { code: "usd", exponent: 2, step: 1, settlesIn: "usd", rate: 1, perDollar: 1 },
  eur: { code: "eur", exponent: 2, step: 1, settlesIn: "eur", rate: 1, perDollar: 0.9 },
  gbp: { code: "gbp", exponent: 2, step: 1, settlesIn: "usd", rate: 1.2734, perDollar: 0.8 },
  cad: { code: "cad", exponent: 2, step: 1, settlesIn: "usd", rate: 0.7311, perDollar: 1.35 },
  jpy: { code: "jpy", exponent: 0, step: 1, settlesIn: "jpy", rate: 1, perDollar: 150 },
  kwd: { code: "kwd", exponent: 3, step: 10, settlesIn: "kwd", rate: 1, perDollar: 0.3 },
} as const satisfies Record<string, Currency>;

export type CurrencyCode = keyof typeof currencies;

export const feePlans: Readonly<Record<SettlementCode, FeePlan>> = {
  usd: { share: 0.029, fixed: 30, dispute: 1500 },
  eur: { share: 0.025, fixed: 25, dispute: 2000 },
  jpy: { share: 0.036, fixed: 0, dispute: 1300 },
  kwd: { share: 0.032, fixed: 100, dispute: 5000 },
};

/** Rounds minor units to what the currency can carry. */
export function roundTo(code: CurrencyCode, minor: number): number {
  const { step } = currencies[code];
  return Math.round(minor / step) * step;
}

/** A list price in US cents as minor units of another currency. */
export function localPrice(code: CurrencyCode, cents: number): number {
  const currency = currencies[code];
  return roundTo(code, (cents / 100) * currency.perDollar * 10 ** currency.exponent);
}

/** Minor units of a currency as minor units of the currency it settles in. */
export function settled(code: CurrencyCode, minor: number): number {
  const from = currencies[code];
  if (from.settlesIn === code) return minor;
  const to = currencies[from.settlesIn];
  return Math.round((minor / 10 ** from.exponent) * from.rate * 10 ** to.exponent);
}

/** The exchange rate that a balance transaction shows, or `null` where nothing was converted. */
export function shownRate(code: CurrencyCode): number | null {
  const currency = currencies[code];
  return currency.settlesIn === code ? null : currency.rate;
}
