import { AppError, type AppErrorInit, type ErrorCode } from "../base/app-error";

/** How a refresh ended without new tokens, as far as one can know. */
export type RefreshOutcome =
  /** Stripe does not know the refresh token, or not any more. */
  | { readonly kind: "invalid_grant" }
  /** No answer that can be read came: the refresh token may be used up or not. */
  | { readonly kind: "unknown_outcome" }
  /** Stripe answered that it cannot now. `sameAttempt`: nothing of the request was kept, so that it may be sent again as it is. */
  | { readonly kind: "try_later"; readonly afterMs: number | null; readonly sameAttempt: boolean }
  /** The app is refused: a wrong secret, a removed app. The refresh token is untouched. */
  | { readonly kind: "refused" };

const texts: Readonly<Record<RefreshOutcome["kind"], { readonly code: ErrorCode; readonly message: string; readonly hint: string }>> = {
  invalid_grant: {
    code: "REAUTH_REQUIRED",
    message: "The sign-in to Stripe has ended.",
    hint: "Reconnect: sign in to Stripe again.",
  },
  unknown_outcome: {
    code: "STRIPE_UNAVAILABLE",
    message: "Stripe did not answer while the sign-in was renewed.",
    hint: "Try again in a minute.",
  },
  try_later: { code: "STRIPE_UNAVAILABLE", message: "Stripe cannot renew the sign-in now.", hint: "Try again in a minute." },
  refused: {
    code: "SIGN_IN_FAILED",
    message: "Stripe refused the OAuth app of this connection.",
    hint: "Check the app's client id and secret key, and that both are of the same mode.",
  },
};

/** Thrown by a refresh: an {@link AppError} that also says what is known of the refresh token. */
export class RefreshFailure extends AppError {
  constructor(
    readonly outcome: RefreshOutcome,
    init: Omit<AppErrorInit, "hint"> = {},
  ) {
    const { code, message, hint } = texts[outcome.kind];
    super(code, message, { ...init, hint });
  }
}
