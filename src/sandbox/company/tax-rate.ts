import { file, type Books } from "./books";
import { day } from "./time";

/** A tax that is added to what European customers pay. */
export type TaxRate = ReturnType<typeof newTaxRate>;

const rates = [
  { country: "DE", percentage: 19, name: "MwSt", active: true },
  { country: "FR", percentage: 20, name: "TVA", active: true },
  { country: "DE", percentage: 16, name: "MwSt 2020", active: false },
] as const;

/** Registers the company's taxes; the map is by country and holds what applies today. */
export function registerTaxes(books: Books): ReadonlyMap<string, TaxRate> {
  const active = new Map<string, TaxRate>();
  for (const rate of rates) {
    const registered = file(books, newTaxRate(books, rate));
    if (rate.active) active.set(rate.country, registered);
  }
  return active;
}

function newTaxRate(books: Books, { country, percentage, name, active }: (typeof rates)[number]) {
  return {
    id: books.random.id("txr_1", 23),
    object: "tax_rate",
    active,
    country,
    created: books.start - 20 * day + percentage,
    description: null,
    display_name: name,
    effective_percentage: percentage,
    flat_amount: null,
    inclusive: false,
    jurisdiction: country,
    jurisdiction_level: "country",
    livemode: false,
    metadata: {},
    percentage,
    rate_type: "percentage",
    state: null,
    tax_type: "vat",
  };
}
