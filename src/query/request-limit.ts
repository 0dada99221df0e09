import { AppError } from "../base/app-error";
import type { NumberRange } from "../table/row-source";

/**
 * The error for a run that needs more requests than it may send. `needed` is what it takes in all, as far as that is
 * known.
 */
export function requestLimitExceeded(needed: NumberRange, limit: number): AppError {
  const { least, most } = needed;
  return new AppError("REQUEST_LIMIT", `This query needs ${amount(needed, limit)} requests to Stripe; the limit is ${grouped(limit)}.`, {
    hint: "Narrow it by a date or a LIMIT, or allow more requests.",
    detail: { least, ...(most === null ? {} : { most }), limit },
  });
}

function amount({ least, most }: NumberRange, limit: number): string {
  if (most === null) return least > limit + 1 ? `at least ${grouped(least)}` : `more than ${grouped(limit)}`;
  return most > least ? `about ${grouped(least)} to ${grouped(most)}` : `about ${grouped(least)}`;
}

const grouped = (count: number): string => count.toLocaleString("en-US");
