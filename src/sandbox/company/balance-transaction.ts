import type { Books } from "./books";
import { feePlans, type SettlementCode } from "./currencies";
import { day, midnight } from "./time";

/** A movement of the account's balance; net = amount - fee. */
export type BalanceTransaction = ReturnType<typeof newBalanceTransaction>;

/** What moved the balance, in minor units of the settlement currency. */
export type Movement = {
  readonly type: "charge" | "refund" | "refund_failure" | "adjustment" | "payout" | "payout_failure";
  readonly category: string;
  readonly source: string;
  readonly amount: number;
  readonly fee?: number;
  readonly currency: SettlementCode;
  readonly rate: number | null;
  readonly created: number;
  /** Days until the money may be paid out; 0 takes effect at once. */
  readonly delay: number;
  readonly description: string | null;
};

/** Enters a movement in the books. */
export function enterMovement(books: Books, movement: Movement): BalanceTransaction {
  const entry = newBalanceTransaction(books, movement);
  books.balanceTransactions.push(entry);
  return entry;
}

/** Stripe's fee for a card payment, in minor units of the settlement currency. */
export function cardFee(currency: SettlementCode, amount: number): number {
  const plan = feePlans[currency];
  const step = currency === "kwd" ? 10 : 1;
  return Math.round((amount * plan.share + plan.fixed) / step) * step;
}

function newBalanceTransaction(books: Books, movement: Movement) {
  const fee = movement.fee ?? 0;
  const availableOn = movement.delay === 0 ? movement.created : midnight(movement.created) + movement.delay * day;
  return {
    id: books.random.id("txn_1", 23),
    object: "balance_transaction",
    amount: movement.amount,
    available_on: availableOn,
    balance_type: "payments",
    created: movement.created,
    currency: movement.currency,
    description: movement.description,
    exchange_rate: movement.rate,
    fee,
    fee_details: fee === 0 ? [] : [feeDetail(movement, fee)],
    net: movement.amount - fee,
    reporting_category: movement.category,
    source: movement.source,
    status: availableOn <= books.now ? "available" : "pending",
    type: movement.type,
  };
}

function feeDetail({ type, currency }: Movement, amount: number) {
  const description = type === "adjustment" ? "Dispute fee" : "Stripe processing fees";
  return { amount, application: null, currency, description, type: "stripe_fee" };
}
