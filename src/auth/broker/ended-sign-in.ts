import { AppError } from "../../base/app-error";
import type { Grant } from "../grant";

/** What the person is told when no refresh can help. */
export function endedSignIn({ account, reason }: Grant): AppError {
  return new AppError("REAUTH_REQUIRED", "The sign-in to Stripe has ended.", {
    hint: "Reconnect: sign in to Stripe again.",
    detail: { account, reason: reason ?? "expired" },
  });
}

/** There is no such grant, or not any more. */
export function nobodySignedIn(): AppError {
  return new AppError("NOT_FOUND", "Nobody has signed in to Stripe for this connection.", { hint: "Sign in to Stripe." });
}
