/**
 * How many decimals Stripe's minor units have. Stripe's own rules, not ISO 4217's: MGA has none, ISK and UGX have two.
 * Source: https://docs.stripe.com/currencies#minor-units
 */
const withoutDecimals = new Set(
  ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"],
);
const withThreeDecimals = new Set(["bhd", "jod", "kwd", "omr", "tnd"]);

/** Decimals between Stripe's minor unit and the currency's name: 2 for EUR, 0 for JPY, 3 for KWD; case does not matter, unknown codes have 2. */
export function currencyExponent(code: string): 0 | 2 | 3 {
  const currency = code.toLowerCase();
  if (withoutDecimals.has(currency)) return 0;
  return withThreeDecimals.has(currency) ? 3 : 2;
}

/** Major units of an amount in minor units: the double nearest to the exact decimal. Sum minor units first, divide once. */
export function toMajor(amountMinor: number, currency: string): number {
  return amountMinor / 10 ** currencyExponent(currency);
}

const formats = { 0: "#,##0", 2: "#,##0.00", 3: "#,##0.000" } as const;

/** Excel number format for major units of a currency. */
export function numberFormat(currency: string): string {
  return formats[currencyExponent(currency)];
}
