import { AppError } from "../../base/app-error";

/** Whether Stripe answered that an object which the request names does not exist. https://docs.stripe.com/error-codes#resource-missing */
export function isMissing(failure: unknown): failure is AppError {
  return failure instanceof AppError && failure.code === "NOT_FOUND" && failure.detail["stripeCode"] === "resource_missing";
}

/** Whether the object that a list should go on after has left the list: deleted, or no longer what the list is about. */
export function isCursorGone(failure: unknown): failure is AppError {
  return isMissing(failure) && failure.detail["param"] === "starting_after";
}

/** Times that a list begins again without getting on before that is its failure. */
export const mostRestarts = 10;
