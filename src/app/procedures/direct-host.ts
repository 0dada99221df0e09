import { authorizationUrl } from "../../auth/authorization-url";
import type { IssuedTokens } from "../../auth/grant";
import type { OAuthApp } from "../../auth/oauth-app";
import type { TokenEndpoint } from "../../auth/token-endpoint";
import { AppError } from "../../base/app-error";
import type { Secret } from "../../base/secret";
import type { RandomBytes } from "../../platform/ports";
import type { HostTokens, ProcedureHost, SignInWish, TokenWish } from "./procedure-host";
import { toHex } from "../../base/hex";
import { readVerifier } from "../../auth/read-verifier";

/** Opens Stripe's page in a browser and catches the code that comes back. @throws AppError `SIGN_IN_FAILED`. */
export type CatchCode = (app: OAuthApp, wish: SignInWish, signal: AbortSignal) => Promise<Secret>;

export type DirectHostNeed = {
  readonly app: OAuthApp;
  readonly tokenEndpoint: TokenEndpoint;
  readonly randomBytes: RandomBytes;
  /** Absent where no browser can be opened: then only AuthMode=WEB works. */
  readonly catchCode?: CatchCode;
};

/** A host that knows the app's secret and hands the tokens out. */
export function createDirectHost(need: DirectHostNeed): ProcedureHost {
  return {
    authorizationUrl: (wish) => Promise.resolve(consentPage(need, wish)),
    async accessToken(wish, signal) {
      const code = await obtainCode(need, wish, signal);
      return handedOut(await need.tokenEndpoint.exchangeCode(appFor(need.app, wish), code, signal));
    },
    async refresh(refreshToken, signal) {
      if (refreshToken === null) throw noRefreshToken();
      const request = { refreshToken, attemptId: toHex(need.randomBytes(16)) };
      return handedOut(await need.tokenEndpoint.refresh(need.app, request, signal));
    },
  };
}

/** Stripe's page for a wish. Without a state of the person's own there is a random one. */
export function consentPage({ app, randomBytes }: Pick<DirectHostNeed, "app" | "randomBytes">, wish: SignInWish): string {
  const { state, scope } = wish;
  return authorizationUrl(appFor(app, wish), { state: state ?? toHex(randomBytes(16)), ...(scope === null ? {} : { scope }) });
}

/** The code of a consent: brought by a person, or caught. @throws AppError `BAD_ARGUMENT`, `SIGN_IN_FAILED`. */
export async function obtainCode(
  { app, catchCode }: Pick<DirectHostNeed, "app" | "catchCode">,
  wish: TokenWish,
  signal: AbortSignal,
): Promise<Secret> {
  if (wish.verifier !== null) return readVerifier(wish.verifier, wish.state);
  if (wish.authMode === "APP" && catchCode !== undefined) return catchCode(appFor(app, wish), wish, signal);
  throw new AppError("BAD_ARGUMENT", "The input Verifier is missing.", {
    hint: "Open the address of GetOAuthAuthorizationURL, allow the access, and bring the code of the page that follows.",
  });
}

function appFor(app: OAuthApp, { callbackUrl }: SignInWish): OAuthApp {
  return callbackUrl === null ? app : { ...app, redirectUri: callbackUrl };
}

function handedOut({ accessToken, refreshToken, expiresIn, account }: IssuedTokens): HostTokens {
  return { accessToken, refreshToken, expiresIn, account };
}

function noRefreshToken(): AppError {
  return new AppError("BAD_ARGUMENT", "The input OAuthRefreshToken is missing.", {
    hint: "Bring the newest refresh token, or use a connection that keeps its tokens (OAuthSettingsLocation).",
  });
}
