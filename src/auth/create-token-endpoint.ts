import { ResponseBodyError } from "oauth4webapi";

import { AppError } from "../base/app-error";
import type { Secret } from "../base/secret";
import type { SendHttp } from "../platform/ports";
import type { IssuedTokens } from "./grant";
import { readIssuedTokens } from "./issued-tokens";
import type { OAuthApp } from "./oauth-app";
import { RefreshFailure, type RefreshOutcome } from "./refresh-failure";
import type { TokenEndpoint } from "./token-endpoint";
import { basicCredentials, sendTokenRequest } from "./token-request";

/** Stripe's token endpoint over plain requests. `send` must not repeat anything by itself. */
export function createTokenEndpoint({ send }: { readonly send: SendHttp }): TokenEndpoint {
  return {
    async exchangeCode(app, code, signal) {
      const request = { grantType: "authorization_code", field: { code: code.reveal() }, signal } as const;
      const response = await sendTokenRequest(send, app, request).catch((cause: unknown) => {
        throw noAnswer(cause, signal);
      });
      if (response.status >= 500) throw noAnswer(response.status, signal);
      const tokens = await readIssuedTokens(app, response).catch((cause: unknown) => {
        throw refusedExchange(cause);
      });
      if (tokens.mode !== app.mode) throw wrongMode(app);
      return tokens;
    },

    refresh: (app, request, signal) => refresh(send, app, { ...request, signal }),

    async deauthorize(app, account, signal) {
      const body = new URLSearchParams({ client_id: app.clientId, stripe_user_id: account }).toString();
      const headers = { authorization: basicCredentials(app), "content-type": "application/x-www-form-urlencoded" };
      const request = { method: "POST", url: app.endpoints.deauthorize, headers, body } as const;
      const reply = await send(request, signal).catch((cause: unknown) => {
        throw stillAuthorized({ cause });
      });
      // `invalid_client` with this description: the account was not connected any more, so there is nothing to end.
      if (reply.status >= 300 && !/not connected/i.test(reply.text)) throw stillAuthorized({ detail: { status: reply.status } });
    },
  };
}

type Refresh = { readonly refreshToken: Secret; readonly attemptId: string; readonly signal: AbortSignal };

async function refresh(send: SendHttp, app: OAuthApp, { refreshToken, attemptId, signal }: Refresh): Promise<IssuedTokens> {
  const request = { grantType: "refresh_token", field: { refresh_token: refreshToken.reveal() }, attemptId, signal } as const;
  const response = await sendTokenRequest(send, app, request).catch((cause: unknown) => {
    throw new RefreshFailure({ kind: "unknown_outcome" }, { cause });
  });
  const later = tryLater(response);
  if (later !== null) throw new RefreshFailure(later, { detail: { status: response.status } });
  return readIssuedTokens(app, response).catch((cause: unknown) => {
    throw new RefreshFailure(outcomeOf(response, cause), { detail: { status: response.status } });
  });
}

/**
 * 429: nothing was done, and nothing kept under the attempt's id. 409: a twin of the request is running. 5xx: its answer is
 * kept and would be repeated, so the next try needs another id. https://docs.stripe.com/api/idempotent_requests
 */
function tryLater({ status, headers }: Response): RefreshOutcome | null {
  if (status !== 409 && status !== 429 && status < 500) return null;
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return { kind: "try_later", afterMs: seconds >= 0 ? seconds * 1000 : null, sameAttempt: status < 500 };
}

function outcomeOf({ status }: Response, thrown: unknown): RefreshOutcome {
  if (status < 300) return { kind: "unknown_outcome" };
  return { kind: thrown instanceof ResponseBodyError && thrown.error === "invalid_grant" ? "invalid_grant" : "refused" };
}

function noAnswer(cause: unknown, signal: AbortSignal): AppError {
  if (signal.aborted) return AppError.from(signal.reason);
  return new AppError("STRIPE_UNAVAILABLE", "Stripe did not answer at the end of the sign-in.", {
    hint: "Begin the sign-in again; the code of this one cannot be used a second time.",
    cause,
  });
}

function refusedExchange(cause: unknown): AppError {
  const reason = cause instanceof ResponseBodyError ? cause.error : "unreadable_answer";
  if (reason === "invalid_grant") {
    return new AppError("SIGN_IN_FAILED", "The code of this sign-in has expired or was used already.", {
      hint: "Begin the sign-in again.",
      detail: { reason },
    });
  }
  return new AppError("SIGN_IN_FAILED", "Stripe refused the sign-in.", {
    hint: "Check the OAuth app's client id and secret key, and that both are of the same mode.",
    detail: { reason },
  });
}

function wrongMode({ mode }: OAuthApp): AppError {
  const given = mode === "live" ? "test" : "live";
  return new AppError("SIGN_IN_FAILED", `This sign-in is of ${given} mode, but ${mode} mode was asked for.`, { hint: "Choose the mode of the Stripe account and begin again." });
}

function stillAuthorized(init: { readonly cause?: unknown; readonly detail?: Readonly<Record<string, number>> }): AppError {
  return new AppError("STRIPE_UNAVAILABLE", "Stripe did not confirm that the access has ended.", {
    hint: "Remove the app in the Stripe Dashboard, under Settings, Installed apps.",
    ...init,
  });
}
