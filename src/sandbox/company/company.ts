import type { ApiObject, HiddenFields } from "../api-object";
import { openBooks, type Books, type Wanted } from "./books";
import { planOf, stockGoods } from "./catalog-of-goods";
import { welcomeCustomers } from "./clientele";
import { issueCoupons } from "./coupon";
import { writeCreditNotes } from "./credit-notes";
import { disputeCharges } from "./disputes";
import { recentEvents } from "./history";
import { writeManualInvoices } from "./manual-invoices";
import { makeOneOffSales } from "./one-off-sales";
import { payOut } from "./payouts";
import { createRandom } from "./random";
import { refundCharges } from "./refunds";
import { sellSubscriptions } from "./subscribers";
import { registerTaxes } from "./tax-rate";
import { day } from "./time";
import type { Skew } from "./time-spread";

/** What decides the company's data, and nothing else does. */
export type CompanyFacts = CompanySize & { readonly account: string; readonly seed: number; /** Unix seconds. */ readonly now: number };

/** How much the company has, and when it came by it. */
export type CompanySize = {
  /** 1 is 2,000 customers and about 10,000 charges. */
  readonly scale: number;
  /** Exactly this many charges, at least {@link fewestCharges}; what the scale says when left out. */
  readonly charges?: number | undefined;
  readonly skew?: Skew | undefined;
};

/** Fewer charges than this cannot show everything that a business meets. */
export const fewestCharges = 200;

/** Everything an account holds, by resource name, and what lists know besides. */
export type Company = {
  readonly objects: ReadonlyMap<string, readonly ApiObject[]>;
  readonly hidden: ReadonlyMap<string, HiddenFields>;
};

const years = 3;

/** Writes the books of a company that began three years before `now`: 2,000 customers and 10,000 charges at scale 1. */
export function generateCompany({ account, seed, now, ...size }: CompanyFacts): Company {
  const books = openBooks({
    account,
    random: createRandom(seed).fork(account),
    start: now - years * 365 * day,
    now,
    wanted: wantedOf(size),
  });
  stockGoods(books);
  welcomeCustomers(books);
  sell(books);
  correct(books);
  payOut(books);
  const objects = shelves(books);
  return { objects: new Map([...objects, ["event", recentEvents(books, objects)]]), hidden: books.hidden };
}

function wantedOf({ scale, charges, skew }: CompanySize): Wanted {
  return {
    customers: Math.max(20, Math.round(2_000 * scale)),
    charges: charges ?? Math.max(100, Math.round(10_000 * scale)),
    exactly: charges !== undefined,
    recurring: skew === undefined ? 0.75 : 0.1,
    skew: skew ?? null,
  };
}

function sell(books: Books): void {
  const taxes = registerTaxes(books);
  sellSubscriptions(books, { taxes, coupons: issueCoupons(books) });
  writeManualInvoices(books, taxes);
  makeOneOffSales(books);
}

function correct(books: Books): void {
  refundCharges(books);
  disputeCharges(books);
  writeCreditNotes(books);
}

function shelves(books: Books): ReadonlyMap<string, readonly ApiObject[]> {
  return new Map<string, readonly ApiObject[]>([
    ...books.others,
    ["product", books.products],
    ["price", books.prices],
    ["plan", books.prices.filter((price) => price.recurring).map(planOf)],
    ["customer", books.customers],
    ["payment_method", [...books.paymentMethods.values()]],
    ["payment_intent", books.paymentIntents],
    ["charge", books.charges],
    ["balance_transaction", books.balanceTransactions],
  ]);
}
