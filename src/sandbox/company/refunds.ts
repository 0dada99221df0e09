import { enterMovement } from "./balance-transaction";
import { file, type Books } from "./books";
import type { Charge } from "./charge";
import { currencies, roundTo, settled, shownRate } from "./currencies";
import { createDeck } from "./deck";
import type { Random } from "./random";
import { day, hour } from "./time";

type Outcome = "full" | "partial" | "two partial" | "failed" | "pending";

const outcomes: readonly (readonly [Outcome, number])[] = [
  ["full", 60],
  ["partial", 30],
  ["two partial", 5],
  ["failed", 2],
  ["pending", 3],
];

/** Gives money back for about one payment in thirty. */
export function refundCharges(books: Books): void {
  const random = books.random.fork("refunds");
  const outcome = createDeck(random, outcomes);
  const refundable = books.charges.filter((charge) => charge.balance_transaction !== null && charge.created < books.now - 3 * day);
  const every = Math.max(1, Math.min(30, Math.floor(refundable.length / (outcomes.length * 2))));
  for (const [index, charge] of refundable.entries()) {
    if (index % every === 0) giveBack(books, { charge, outcome: outcome(), random });
  }
}

type Case = { readonly charge: Charge; readonly outcome: Outcome; readonly random: Random };

function giveBack(books: Books, { charge, outcome, random }: Case): void {
  const latest = Math.min(books.now - hour, charge.created + 40 * day);
  const at = charge.created + hour + Math.floor(random.next() * (latest - charge.created - 2 * hour));
  const part = Math.max(roundTo(charge.currency, charge.amount * random.pick([0.25, 0.4, 0.5])), currencies[charge.currency].step);
  const reason = random.pick(["requested_by_customer", "requested_by_customer", "duplicate", null]);
  switch (outcome) {
    case "full":
      refund(books, charge, { amount: charge.amount, at, reason, status: "succeeded" });
      return;
    case "partial":
      refund(books, charge, { amount: part, at, reason, status: "succeeded" });
      return;
    case "two partial":
      refund(books, charge, { amount: part, at, reason, status: "succeeded" });
      refund(books, charge, { amount: part, at: at + 600, reason, status: "succeeded" });
      return;
    case "pending":
      refund(books, charge, { amount: part, at, reason, status: "pending" });
      return;
    case "failed":
      refund(books, charge, { amount: part, at, reason, status: "failed" });
      return;
  }
}

export type RefundFacts = {
  readonly amount: number;
  readonly at: number;
  readonly reason: string | null;
  readonly status: "succeeded" | "pending" | "failed";
};

export type Refund = ReturnType<typeof newRefund>;

/** Returns part of a charge; a refund that failed puts the money back into the balance. */
export function refund(books: Books, charge: Charge, facts: RefundFacts): Refund {
  const { amount, at, status } = facts;
  const id = books.random.id("re_3", 23);
  const out = move(books, charge, { id, amount: -settled(charge.currency, amount), at, failed: false });
  const back = status === "failed" ? move(books, charge, { id, amount: settled(charge.currency, amount), at: at + 300, failed: true }) : null;
  if (!back) {
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
  }
  return file(books, newRefund(charge, facts, { id, entry: out.id, failureEntry: back?.id ?? null }));
}

type Move = { readonly id: string; readonly amount: number; readonly at: number; readonly failed: boolean };

function move(books: Books, charge: Charge, { id, amount, at, failed }: Move) {
  return enterMovement(books, {
    type: failed ? "refund_failure" : "refund",
    category: failed ? "refund_failure" : "refund",
    source: id,
    amount,
    currency: currencies[charge.currency].settlesIn,
    rate: shownRate(charge.currency),
    created: at,
    delay: 1,
    description: failed ? `REFUND FAILURE (${charge.description ?? ""})` : `REFUND FOR CHARGE (${charge.description ?? ""})`,
  });
}

type Entries = { readonly id: string; readonly entry: string; readonly failureEntry: string | null };

function newRefund(charge: Charge, { amount, at, reason, status }: RefundFacts, { id, entry, failureEntry }: Entries) {
  return {
    id,
    object: "refund",
    amount,
    balance_transaction: entry,
    charge: charge.id,
    created: at,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: { card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" }, type: "card" },
    ...(failureEntry === null ? {} : { failure_balance_transaction: failureEntry, failure_reason: "lost_or_stolen_card" }),
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  };
}
