import { enterMovement, type BalanceTransaction } from "./balance-transaction";
import { file, type Books } from "./books";
import type { Charge } from "./charge";
import { currencies, feePlans, settled, shownRate } from "./currencies";
import { createDeck } from "./deck";
import { noEvidence } from "./no-evidence";
import type { Random } from "./random";
import { day } from "./time";

type Status = "lost" | "won" | "needs_response" | "under_review" | "warning_closed" | "warning_needs_response";

const statuses: readonly (readonly [Status, number])[] = [
  ["lost", 40],
  ["won", 25],
  ["needs_response", 6],
  ["under_review", 10],
  ["warning_closed", 4],
  ["warning_needs_response", 2],
];

/** Statuses in which nothing is decided yet, so that the dispute cannot be old. */
const undecided: ReadonlySet<Status> = new Set(["needs_response", "under_review", "warning_needs_response"]);

/** Lets some cardholders object to a payment that was not refunded. */
export function disputeCharges(books: Books): void {
  const random = books.random.fork("disputes");
  const status = createDeck(random, statuses);
  const candidates = books.charges.filter((charge) => charge.balance_transaction !== null && charge.amount_refunded === 0);
  const old = candidates.filter((charge) => charge.created < books.now - 70 * day);
  const recent = candidates.filter((charge) => charge.created >= books.now - 70 * day && charge.created < books.now - 2 * day);
  const count = Math.max(statuses.length, Math.round(books.charges.length * 0.004));
  for (let opened = 0; opened < count; opened++) {
    const next = status();
    const from = undecided.has(next) ? recent : old;
    const [charge] = from.splice(random.int(0, Math.max(0, from.length - 1)), 1);
    if (charge) open(books, { charge, status: next, random });
  }
}

type Case = { readonly charge: Charge; readonly status: Status; readonly random: Random };

function open(books: Books, { charge, status, random }: Case): void {
  const soon = Math.min(books.now - charge.created - day / 2, 30 * day);
  const created = charge.created + day + Math.floor(random.next() * (soon - day));
  const id = books.random.id("du_1", 23);
  const entries = status.startsWith("warning") ? [] : [withdraw(books, charge, { id, created })];
  if (status === "won") entries.push(giveBack(books, charge, { id, created: created + 35 * day }));
  charge.disputed = !status.startsWith("warning");
  file(books, newDispute(charge, { id, created, status, entries, reason: random.pick(["fraudulent", "product_not_received", "duplicate"]) }));
}

type Entry = { readonly id: string; readonly created: number };

function withdraw(books: Books, charge: Charge, { id, created }: Entry): BalanceTransaction {
  const currency = currencies[charge.currency].settlesIn;
  return enterMovement(books, {
    type: "adjustment",
    category: "dispute",
    source: id,
    amount: -settled(charge.currency, charge.amount),
    fee: feePlans[currency].dispute,
    currency,
    rate: shownRate(charge.currency),
    created,
    delay: 0,
    description: `Chargeback withdrawal for ${charge.id}`,
  });
}

function giveBack(books: Books, charge: Charge, { id, created }: Entry): BalanceTransaction {
  return enterMovement(books, {
    type: "adjustment",
    category: "dispute_reversal",
    source: id,
    amount: settled(charge.currency, charge.amount),
    currency: currencies[charge.currency].settlesIn,
    rate: shownRate(charge.currency),
    created,
    delay: 0,
    description: `Chargeback reversal for ${charge.id}`,
  });
}

type DisputeFacts = Entry & { readonly status: Status; readonly entries: readonly BalanceTransaction[]; readonly reason: string };

function newDispute(charge: Charge, { id, created, status, entries, reason }: DisputeFacts) {
  const answered = status === "won" || status === "under_review";
  return {
    id,
    object: "dispute",
    amount: charge.amount,
    balance_transactions: entries,
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: created + 9 * day,
      enhanced_eligibility: {},
      has_evidence: answered,
      past_due: !answered && !undecided.has(status),
      submission_count: answered ? 1 : 0,
      submission_method: answered ? "manual" : "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: status.startsWith("warning"),
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: { brand: charge.payment_method_details.card.brand, case_type: "chargeback", network: charge.payment_method_details.card.network, network_reason_code: "10.4" },
      type: "card",
    },
    reason,
    status,
  };
}
