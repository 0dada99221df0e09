import type { SqlValue } from "../../table/column";
import type { TieLine } from "./evidence-api";
import { moneyText } from "./exact-money";

/** What all movements of the account come to, by currency and by the part of the balance that they moved. */
export const sumsSql =
  "SELECT currency, balance_type, sum(net) AS net, count(*) AS entries FROM balance_transactions GROUP BY currency, balance_type";

/** A part of the balance, and the lists of the balance object that show it. */
type Pot = { readonly type: string; readonly title: string; readonly lists: readonly string[] };

/**
 * What is reserved for connected accounts is not in it: the reserve is a movement of its own (`reserve_transaction`), which has left
 * what is available already. What can be paid out instantly is available, too.
 * @see https://docs.stripe.com/api/balance/balance_object
 * @see https://support.stripe.com/questions/connect-reserves-faq
 */
const payments: Pot = { type: "payments", title: "Net of all balance transactions", lists: ["available", "pending"] };

const pots: readonly Pot[] = [
  payments,
  { type: "issuing", title: "Net of all issuing transactions", lists: ["issuing_available"] },
  {
    type: "refund_and_dispute_prefunding",
    title: "Net of all prefunding of refunds and disputes",
    lists: ["refund_and_dispute_prefunding_available", "refund_and_dispute_prefunding_pending"],
  },
];

const reserved = "connect_reserved";

/** The columns of the balance that are read, in order. */
const balanceColumns = [...pots.flatMap(({ lists }) => lists), reserved];

export const balanceSql = `SELECT ${balanceColumns.join(", ")} FROM balance`;

/** Rows of {@link sumsSql} and the row of {@link balanceSql}. */
export type TieRows = { readonly sums: readonly (readonly SqlValue[])[]; readonly balance: readonly SqlValue[] };

type Amounts = ReadonlyMap<string, bigint>;

/** The movements of the account beside its balance, a line a currency and part of the balance. Nothing is added up across currencies. */
export function balanceTie({ sums, balance }: TieRows): readonly TieLine[] {
  const lists = new Map(balanceColumns.map((name, index) => [name, readEntries(balance[index] ?? null)]));
  const held = addUp(lists.get(reserved) ?? []);
  const known = pots.flatMap((pot) => potLines(pot, { sums, shown: addUp(pot.lists.flatMap((name) => lists.get(name) ?? [])), held }));
  const other = sums.filter(([, type]) => !pots.some((pot) => pot.type === potOf(type ?? null)));
  return [...known, ...other.map(unshown)];
}

/** Older versions of the API know one balance only. */
const potOf = (type: SqlValue): string => (type === null ? payments.type : String(type));

type PotRows = { readonly sums: TieRows["sums"]; readonly shown: Amounts; readonly held: Amounts };

function potLines(pot: Pot, { sums, shown, held }: PotRows): readonly TieLine[] {
  const own = sums.filter(([, type]) => potOf(type ?? null) === pot.type);
  const currencies = new Set([...own.map(([currency]) => String(currency)), ...shown.keys()]);
  return [...currencies].sort().map((currency) => {
    const rows = own.filter(([code]) => String(code) === currency);
    const total = addAll(rows.map(([, , net]) => net ?? null));
    const note = total === null ? tooLarge : pot === payments ? reserveNote(currency, held.get(currency)) : null;
    return { column: pot.title, currency, rows: countOf(rows), total, balance: shown.get(currency) ?? 0n, note };
  });
}

const tooLarge = "The sum is too large to be exact.";

function unshown([currency = null, type = null, net = null, entries = null]: readonly SqlValue[]): TieLine {
  const note = "Stripe's balance does not show this part.";
  return { column: `Net of all ${String(type)} transactions`, currency: String(currency), rows: Number(entries), total: addAll([net]), balance: null, note };
}

const countOf = (rows: TieRows["sums"]): number => rows.reduce((sum, [, , , entries]) => sum + Number(entries ?? 0), 0);

function addAll(values: readonly SqlValue[]): bigint | null {
  return values.every((value) => Number.isSafeInteger(value)) ? values.reduce<bigint>((sum, value) => sum + BigInt(Number(value)), 0n) : null;
}

function reserveNote(currency: string, amount = 0n): string | null {
  if (amount === 0n) return null;
  return `Besides, ${moneyText(amount, currency)} is reserved for connected accounts.`;
}

type Entry = { readonly currency: string; readonly amount: number };

const isEntry = (entry: unknown): entry is Entry =>
  typeof entry === "object" && entry !== null && "currency" in entry && typeof entry.currency === "string" && "amount" in entry && Number.isSafeInteger(entry.amount);

/** Entries of a list of the balance (`[{"amount": 1250, "currency": "eur"}]`); an account without such a part has no list. */
function readEntries(list: SqlValue): readonly Entry[] {
  const parsed: unknown = typeof list === "string" ? JSON.parse(list) : [];
  return Array.isArray(parsed) ? parsed.filter(isEntry) : [];
}

function addUp(entries: readonly Entry[]): Amounts {
  const sums = new Map<string, bigint>();
  for (const { currency, amount } of entries) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount));
  return sums;
}
