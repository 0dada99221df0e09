import { enterMovement, type BalanceTransaction } from "./balance-transaction";
import { file, type Books } from "./books";
import type { SettlementCode } from "./currencies";
import { day, midnight } from "./time";

const week = 7 * day;
/** 5 January 1970 was a Monday. */
const firstMonday = 4 * day;
const transit = 2 * day;

/** Pays every settlement currency out each Monday; a payout's members are exactly the money that had become available. */
export function payOut(books: Books): void {
  const earned = [...books.balanceTransactions].sort((left, right) => left.available_on - right.available_on);
  for (const currency of ["usd", "eur", "jpy", "kwd"] as const) {
    const bank = books.random.id("ba_1", 23);
    payOutCurrency(books, { currency, bank, earned: earned.filter((entry) => entry.currency === currency) });
  }
  failOnce(books);
}

type Round = { readonly currency: SettlementCode; readonly bank: string; readonly earned: readonly BalanceTransaction[] };

function payOutCurrency(books: Books, { currency, bank, earned }: Round): void {
  let waiting: BalanceTransaction[] = [];
  let next = 0;
  for (let monday = mondayAfter(books.start); monday < books.now; monday += week) {
    for (let entry = earned[next]; entry && entry.available_on <= monday; entry = earned[++next]) waiting.push(entry);
    const amount = waiting.reduce((sum, entry) => sum + entry.net, 0);
    if (amount <= 0) continue;
    const payout = send(books, { currency, bank, amount, created: monday, automatic: true });
    const member = { payout: payout.id };
    for (const entry of waiting) books.hidden.set(entry.id, member);
    waiting = [];
  }
}

function mondayAfter(time: number): number {
  return midnight(time) + week - ((midnight(time) - firstMonday) % week);
}

type Transfer = {
  readonly currency: SettlementCode;
  readonly bank: string;
  readonly amount: number;
  readonly created: number;
  readonly automatic: boolean;
};

function send(books: Books, transfer: Transfer) {
  const id = books.random.id("po_1", 23);
  const entry = enterMovement(books, { ...movementOf(transfer), type: "payout", category: "payout", source: id, amount: -transfer.amount });
  return file(books, newPayout(transfer, { id, entry: entry.id, now: books.now }));
}

function movementOf({ currency, created }: Pick<Transfer, "currency" | "created">) {
  return { currency, created, rate: null, delay: 0, description: "STRIPE PAYOUT" };
}

type Sent = { readonly id: string; readonly entry: string; readonly now: number };

function newPayout({ currency, bank, amount, created, automatic }: Transfer, { id, entry, now }: Sent) {
  const arrives = created + transit;
  return {
    id,
    object: "payout",
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: arrives,
    automatic,
    balance_transaction: entry,
    created,
    currency,
    description: "STRIPE PAYOUT",
    destination: bank,
    failure_balance_transaction: null as string | null,
    failure_code: null as string | null,
    failure_message: null as string | null,
    livemode: false,
    metadata: {},
    method: "standard",
    original_payout: null,
    payout_method: null,
    reconciliation_status: automatic ? "completed" : "not_applicable",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: null,
    status: arrives <= now ? "paid" : "in_transit",
    trace_id: { status: "pending", value: null },
    type: "bank_account",
  };
}

/** One payout by hand that the bank sent back. */
function failOnce(books: Books): void {
  const created = midnight(books.now - 100 * day) + day / 2;
  const payout = send(books, { currency: "usd", bank: books.random.id("ba_1", 23), amount: 10_000, created, automatic: false });
  const returned = enterMovement(books, {
    ...movementOf({ currency: "usd", created: created + day }),
    type: "payout_failure",
    category: "payout_reversal",
    source: payout.id,
    amount: payout.amount,
  });
  payout.status = "failed";
  payout.failure_code = "account_closed";
  payout.failure_message = "The bank account has been closed.";
  payout.failure_balance_transaction = returned.id;
}
