import { AppError } from "../../base/app-error";
import { toMajor } from "../../catalog/currency";

/** Money of one currency, in major units. */
export type BalanceAmount = { readonly currency: string; readonly amount: number };

/** What a balance formula reads: Stripe answers in one request, and an old balance is no balance. */
export const balanceSql = "SELECT available FROM balance";

type Entry = { readonly currency: string; readonly amount: number };

const isEntry = (entry: unknown): entry is Entry =>
  typeof entry === "object" && entry !== null && "currency" in entry && "amount" in entry &&
  typeof entry.currency === "string" && typeof entry.amount === "number";

/**
 * The amounts of a balance's list (`[{"amount": 1250, "currency": "eur"}]`), one a currency; never added up across currencies.
 * @see https://docs.stripe.com/api/balance/balance_object
 */
export function balanceAmounts(list: string): readonly BalanceAmount[] {
  const parsed: unknown = JSON.parse(list);
  const entries = Array.isArray(parsed) ? parsed.filter(isEntry) : [];
  return entries.map(({ currency, amount }) => ({ currency: currency.toUpperCase(), amount: toMajor(amount, currency) }));
}

/** The amount of one currency. @throws AppError `NOT_FOUND` where the account holds none, which is not the same as 0. */
export function amountIn(amounts: readonly BalanceAmount[], currency: string): number {
  const found = amounts.find((one) => one.currency === currency.trim().toUpperCase());
  if (found) return found.amount;
  throw new AppError("NOT_FOUND", `The account has no balance in "${currency}".`, {
    hint: `It has ${amounts.map((one) => one.currency).join(", ") || "none at all"}.`,
  });
}
