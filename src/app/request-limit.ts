import { AppError } from "../base/app-error";
import { requestLimitExceeded } from "../query/request-limit";
import type { NumberRange } from "../table/row-source";

/**
 * Refuses a run of which it is known beforehand that it takes more requests than it may.
 * @throws AppError `REQUEST_LIMIT`, as the engine does while running.
 */
export function refuseTooMany(requests: NumberRange | null, limit: number): void {
  if (requests !== null && requests.least > limit) throw requestLimitExceeded(requests, limit);
}

/** The failure, with another next step after `REQUEST_LIMIT`: how more requests are allowed differs from place to place. */
export function advisingLimit(failure: unknown, hint: string): AppError {
  const error = AppError.from(failure);
  if (error.code !== "REQUEST_LIMIT") return error;
  return new AppError(error.code, error.message, { hint, detail: error.detail, cause: error });
}
