import { AppError, type ErrorCode } from "../base/app-error";

/** What Stripe answers for good: it takes the request not at all, or not with this key or account. */
const refusals: ReadonlySet<ErrorCode> = new Set(["STRIPE_REFUSED", "FORBIDDEN", "NOT_FOUND", "NOT_ENABLED"]);

/** Whether a request failed in a way that says nothing of others, so that another way to the same rows may do. */
export function isRefused(failure: unknown): failure is AppError {
  return failure instanceof AppError && refusals.has(failure.code);
}
