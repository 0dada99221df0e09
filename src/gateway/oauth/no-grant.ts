import { AppError } from "../../base/app-error";

/** Says the same of a grant that does not exist and of somebody else's. */
export function noGrant(): AppError {
  return new AppError("NOT_FOUND", "You have no such sign-in to Stripe at this gateway.", {
    hint: "Open the connection and sign in with Stripe.",
  });
}
