import type { Secret } from "../base/secret";
import type { IssuedTokens } from "./grant";
import type { OAuthApp } from "./oauth-app";

/** Asks Stripe for tokens. Nothing here is repeated by itself: a repeat may cost the connection. */
export interface TokenEndpoint {
  /** Exchanges a code, once. @throws AppError `SIGN_IN_FAILED`, `STRIPE_UNAVAILABLE` when no answer came. */
  exchangeCode(app: OAuthApp, code: Secret, signal: AbortSignal): Promise<IssuedTokens>;
  /**
   * A new pair for a refresh token, which is used up by it. `attemptId` makes a repeat of the same attempt the same request.
   * @throws RefreshFailure, an AppError that tells what is known of the refresh token.
   */
  refresh(app: OAuthApp, request: { readonly refreshToken: Secret; readonly attemptId: string }, signal: AbortSignal): Promise<IssuedTokens>;
  /** Ends the app's access to an account (Connect; Stripe Apps are uninstalled in the Dashboard). */
  deauthorize(app: OAuthApp, account: string, signal: AbortSignal): Promise<void>;
}
