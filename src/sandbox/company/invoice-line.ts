import type { Books } from "./books";
import type { Price } from "./catalog-of-goods";
import type { Coupon, Discount } from "./coupon";
import { roundTo, type CurrencyCode } from "./currencies";
import type { TaxRate } from "./tax-rate";

export type InvoiceLine = ReturnType<typeof newInvoiceLine>;

/** What a line bills. */
export type LineSource =
  | { readonly kind: "subscription"; readonly subscription: string; readonly item: string }
  | { readonly kind: "item"; readonly invoiceItem: string };

export type LineFacts = {
  readonly source: LineSource;
  readonly price: Price;
  readonly quantity: number;
  readonly description: string;
  readonly period: { readonly start: number; readonly end: number };
  /** True while a trial lasts: the line is there and costs nothing. */
  readonly free?: boolean;
};

/** What applies to every line of an invoice. */
export type LineTerms = {
  readonly invoice: string;
  readonly currency: CurrencyCode;
  readonly tax: TaxRate | undefined;
  readonly discount: { readonly discount: Discount; readonly coupon: Coupon } | undefined;
};

/** A line of an invoice: `amount` is before discounts and taxes. */
export function newInvoiceLine(books: Books, terms: LineTerms, facts: LineFacts) {
  const amount = facts.free ? 0 : facts.price.unit_amount * facts.quantity;
  const off = discountOn(amount, terms);
  const subscription = facts.source.kind === "subscription" ? facts.source.subscription : null;
  return {
    id: books.random.id("il_1", 23),
    object: "line_item",
    amount,
    currency: terms.currency,
    description: facts.description,
    discount_amounts: off && terms.discount ? [{ amount: off, discount: terms.discount.discount.id }] : [],
    discountable: true,
    discounts: [],
    invoice: terms.invoice,
    livemode: false,
    metadata: {},
    parent: parentOf(facts.source),
    period: facts.period,
    pretax_credit_amounts: off && terms.discount ? [{ amount: off, discount: terms.discount.discount.id, type: "discount" }] : [],
    pricing: {
      price_details: { price: facts.price.id, product: facts.price.product },
      type: "price_details",
      unit_amount_decimal: facts.free ? "0" : facts.price.unit_amount_decimal,
    },
    quantity: facts.quantity,
    quantity_decimal: String(facts.quantity),
    subscription,
    subtotal: amount,
    taxes: terms.tax ? [taxOn(amount - off, terms.tax, terms.currency)] : [],
  };
}

function discountOn(amount: number, { discount, currency }: LineTerms): number {
  if (!discount) return 0;
  const { percent_off: percent, amount_off: fixed } = discount.coupon;
  return Math.min(amount, percent === null ? (fixed ?? 0) : roundTo(currency, (amount * percent) / 100));
}

function taxOn(taxable: number, rate: TaxRate, currency: CurrencyCode) {
  return {
    amount: roundTo(currency, (taxable * rate.percentage) / 100),
    tax_behavior: "exclusive",
    tax_rate_details: { tax_rate: rate.id },
    taxability_reason: "standard_rated",
    taxable_amount: taxable,
    type: "tax_rate_details",
  };
}

function parentOf(source: LineSource) {
  const proration = { proration: false, proration_details: { credited_items: null } };
  if (source.kind === "item") {
    return {
      invoice_item_details: { invoice_item: source.invoiceItem, ...proration, subscription: null },
      subscription_item_details: null,
      type: "invoice_item_details",
    };
  }
  return {
    invoice_item_details: null,
    subscription_item_details: { invoice_item: null, ...proration, subscription: source.subscription, subscription_item: source.item },
    type: "subscription_item_details",
  };
}
