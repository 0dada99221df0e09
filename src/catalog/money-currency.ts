import type { CatalogColumn } from "./catalog-table";

/** Money whose currency is in a column that the rule below does not find, by the money column's path. */
const exceptions: Readonly<Record<string, string>> = {
  "currency_conversion.amount_subtotal": "currency_conversion_source_currency",
  "currency_conversion.amount_total": "currency_conversion_source_currency",
  merchant_amount: "merchant_currency",
  "pending_request.merchant_amount": "pending_request_merchant_currency",
  "presentment_details.presentment_amount": "presentment_details_presentment_currency",
  "restrictions.minimum_amount": "restrictions_minimum_amount_currency",
};

/** Names the currency column of each money column: the `currency` beside it, else the one of the whole object. */
export function withCurrencies(columns: readonly CatalogColumn[]): CatalogColumn[] {
  const names = new Set(columns.map(({ name }) => name));
  return columns.map((column) => {
    if (column.kind !== "money") return column;
    const candidates = [
      exceptions[column.path.join(".")],
      [...column.path.slice(0, -1), "currency"].join("_"),
      "currency",
    ];
    const currency = candidates.find((name) => name !== undefined && names.has(name));
    return currency === undefined ? column : { ...column, currency };
  });
}
