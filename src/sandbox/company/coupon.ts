import { file, type Books } from "./books";
import type { CurrencyCode } from "./currencies";
import type { Random } from "./random";
import { addMonths, day } from "./time";

export type Coupon = ReturnType<typeof newCoupon>;

type Terms = {
  readonly name: string;
  readonly percent?: number;
  /** Minor units of `currency`. */
  readonly amount?: number;
  readonly currency?: CurrencyCode;
  readonly duration: "once" | "forever" | "repeating";
  readonly months?: number;
  readonly code?: string;
  readonly ended?: true;
};

const offers: readonly Terms[] = [
  { name: "Welcome", percent: 20, duration: "once", code: "WELCOME20" },
  { name: "Non-profit", percent: 30, duration: "forever" },
  { name: "Half a year cheaper", percent: 15, duration: "repeating", months: 6, code: "SIX15" },
  { name: "Five dollars off", amount: 500, currency: "usd", duration: "once", code: "FIVE" },
  { name: "Spring 2023", percent: 25, duration: "once", code: "SPRING23", ended: true },
];

/** Issues the coupons and the codes for them; returns those that can still be used. */
export function issueCoupons(books: Books): readonly Coupon[] {
  const issued = offers.map((terms) => {
    const coupon = file(books, newCoupon(books, terms));
    if (terms.code) file(books, newPromotionCode(books, coupon, terms.code));
    return coupon;
  });
  return issued.filter((coupon) => coupon.valid);
}

function newCoupon(books: Books, terms: Terms) {
  return {
    id: books.random.text(8),
    object: "coupon",
    amount_off: terms.amount ?? null,
    created: books.start - 10 * day,
    currency: terms.currency ?? null,
    duration: terms.duration,
    duration_in_months: terms.months ?? null,
    livemode: false,
    max_redemptions: null,
    metadata: {},
    name: terms.name,
    percent_off: terms.percent ?? null,
    redeem_by: terms.ended ? books.start + 90 * day : null,
    times_redeemed: 0,
    valid: !terms.ended,
  };
}

function newPromotionCode(books: Books, coupon: Coupon, code: string) {
  return {
    id: books.random.id("promo_1", 23),
    object: "promotion_code",
    active: coupon.valid,
    code,
    created: coupon.created + 60,
    customer: null,
    customer_account: null,
    expires_at: coupon.redeem_by,
    livemode: false,
    max_redemptions: null,
    metadata: {},
    promotion: { coupon: coupon.id, type: "coupon" },
    restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
    times_redeemed: 0,
  };
}

/** A coupon in use by a subscription. */
export type Discount = ReturnType<typeof newDiscount>;

export type Redemption = { readonly coupon: Coupon; readonly customer: string; readonly subscription: string; readonly start: number };

/** Notes that a subscription uses a coupon. */
export function redeem(books: Books, random: Random, redemption: Redemption): Discount {
  redemption.coupon.times_redeemed++;
  return file(books, newDiscount(random, redemption));
}

function newDiscount(random: Random, { coupon, customer, subscription, start }: Redemption) {
  return {
    id: random.id("di_1", 23),
    object: "discount",
    checkout_session: null,
    customer,
    customer_account: null,
    end: coupon.duration === "repeating" ? addMonths(start, coupon.duration_in_months ?? 1) : null,
    invoice: null,
    invoice_item: null,
    promotion_code: null,
    source: { coupon: coupon.id, type: "coupon" },
    start,
    subscription,
    subscription_item: null,
  };
}
