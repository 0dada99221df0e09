import { file, type Books } from "./books";
import type { Price } from "./catalog-of-goods";
import { cardOf } from "./clientele";
import { billPeriods, type Subscriber } from "./billing";
import { redeem, type Coupon, type Discount } from "./coupon";
import type { Customer } from "./customer";
import type { Random } from "./random";
import { newItems, newSubscription, type Choice } from "./subscription";
import { createPlanner, type SubscriptionPlan } from "./subscription-plan";
import type { TaxRate } from "./tax-rate";

export type SellingTerms = { readonly taxes: ReadonlyMap<string, TaxRate>; readonly coupons: readonly Coupon[] };

/** Lets customers subscribe and bills them until today, while the wanted number of charges leaves room. */
export function sellSubscriptions(books: Books, terms: SellingTerms): void {
  const random = books.random.fork("subscriptions");
  const planner = createPlanner(books, random);
  const most = books.wanted.charges * books.wanted.recurring;
  for (const customer of books.customers) {
    const method = cardOf(books, customer);
    if (!method || books.charges.length >= most || !random.chance(0.62)) continue;
    const plan = planner(customer.created);
    const choices = choose(books, random, { customer, plan });
    const subscriber = { customer, method, plan, random, ...agreed(books, random, { customer, plan, terms }) };
    sign(books, subscriber, choices);
  }
}

/** Writes down the subscription after its bills, as it knows the latest of them. */
function sign(books: Books, subscriber: Omit<Subscriber, "items" | "discounts">, choices: readonly Choice[]): void {
  const { id, plan, customer, collection } = subscriber;
  const items = newItems(books, { id, plan, choices });
  const invoices = billPeriods(books, { ...subscriber, items });
  const facts = { id, customer, plan, choices, method: collection, latestInvoice: invoices.at(-1)?.id ?? null };
  const running = subscriber.discount && isRunning(subscriber.discount, books.now) ? [subscriber.discount.discount.id] : [];
  file(books, newSubscription({ ...facts, discounts: running }, items));
}

function isRunning({ discount, coupon }: { discount: Discount; coupon: Coupon }, now: number): boolean {
  return coupon.duration !== "once" && (discount.end === null || discount.end > now);
}

type Deal = { readonly customer: Customer; readonly plan: SubscriptionPlan; readonly terms: SellingTerms };

function agreed(books: Books, random: Random, { customer, plan, terms }: Deal) {
  const id = books.random.id("sub_1", 23);
  const byInvoice = customer.description !== null && plan.fate === "active" && random.chance(0.5);
  const coupon = random.chance(0.15) ? random.pick(terms.coupons) : undefined;
  const usable = coupon && (coupon.currency === null || coupon.currency === customer.currency) ? coupon : undefined;
  const tax = customer.tax_exempt === "none" ? terms.taxes.get(customer.address.country) : undefined;
  return {
    id,
    tax,
    collection: byInvoice ? ("send_invoice" as const) : ("charge_automatically" as const),
    discount: usable && {
      coupon: usable,
      discount: redeem(books, random, { coupon: usable, customer: customer.id, subscription: id, start: plan.start }),
    },
  };
}

type Chooser = { readonly customer: Customer; readonly plan: SubscriptionPlan };

/** One plan, sometimes with extras; a few businesses take more items than an embedded list shows. */
function choose(books: Books, random: Random, { customer, plan }: Chooser): readonly Choice[] {
  const fitting = books.prices.filter(
    (price) => price.currency === customer.currency && price.recurring?.interval === plan.interval && isOffered(price, random),
  );
  const main = random.pick(fitting);
  const extras = fitting.filter((price) => price.product !== main.product);
  const many = customer.description !== null && random.chance(0.08);
  const wanted = many ? fitting.length : random.chance(0.25) ? random.int(1, 2) : 0;
  const choices = [main, ...shuffled(random, extras).slice(0, wanted)];
  return choices.map((price) => ({ price, quantity: random.chance(0.2) ? random.int(2, 12) : 1 }));
}

function isOffered(price: Price, random: Random): boolean {
  return price.active || random.chance(0.05);
}

function shuffled(random: Random, prices: readonly Price[]): readonly Price[] {
  const seen = new Set<string>();
  return prices
    .map((price) => ({ price, order: random.next() }))
    .sort((left, right) => left.order - right.order)
    .map(({ price }) => price)
    .filter(({ product }) => !seen.has(product) && seen.add(product));
}
