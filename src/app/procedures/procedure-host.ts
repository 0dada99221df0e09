import type { Secret } from "../../base/secret";

/** `APP`: this program opens the browser and catches the answer. `WEB`: a person brings the verifier. */
export type AuthMode = "APP" | "WEB";

/** What a sign-in may say to Stripe; `null`: the connection's own. */
export type SignInWish = {
  readonly callbackUrl: string | null;
  /** Connect only; the permissions of a Stripe App stand in its manifest. */
  readonly scope: string | null;
  /** Comes back with the code, so that its owner knows the answer as his own. */
  readonly state: string | null;
};

export type TokenWish = SignInWish & {
  readonly authMode: AuthMode;
  /** The code of the callback, or the whole address that the browser was sent to. */
  readonly verifier: Secret | null;
};

/** Tokens that somebody else keeps: `keeper` says where, for the person. */
export type KeptTokens = { readonly keeper: string };

/** Tokens of a sign-in or a refresh. */
export type HostTokens = {
  readonly accessToken: Secret | KeptTokens;
  /** `null`: there is none, the access token cannot be renewed. */
  readonly refreshToken: Secret | KeptTokens | null;
  /** Seconds that the access token still lives; `null`: it does not expire. */
  readonly expiresIn: number | null;
  /** `acct_…` */
  readonly account: string;
};

/** Who does the work of the procedures: this program with an app's id and secret, or a place that keeps tokens. */
export interface ProcedureHost {
  /** Stripe's consent page for the app. */
  authorizationUrl(wish: SignInWish, signal: AbortSignal): Promise<string>;
  /** @throws AppError `SIGN_IN_FAILED`, `BAD_ARGUMENT` without a verifier where one is needed, `STRIPE_UNAVAILABLE`. */
  accessToken(wish: TokenWish, signal: AbortSignal): Promise<HostTokens>;
  /**
   * A new pair for a refresh token, which is used up by it; `null`: for the one that is kept.
   * @throws AppError `REAUTH_REQUIRED`, `BAD_ARGUMENT` when nothing is kept, `STRIPE_UNAVAILABLE`.
   */
  refresh(refreshToken: Secret | null, signal: AbortSignal): Promise<HostTokens>;
}
