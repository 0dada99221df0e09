import { processGenericTokenEndpointResponse, type TokenEndpointResponse } from "oauth4webapi";

import { Secret } from "../base/secret";
import type { IssuedTokens } from "./grant";
import type { OAuthApp } from "./oauth-app";
import { serverOf } from "./token-request";

/**
 * Seconds. Stripe Apps tell no lifetime; it is one hour.
 * https://docs.stripe.com/stripe-apps/api-authentication/oauth#refresh-access-token
 */
const appsLifetime = 3600;

/**
 * Reads a successful answer of the token endpoint.
 * @throws the protocol library's error for a refusal (`ResponseBodyError`) or an answer that is none.
 */
export async function readIssuedTokens(app: OAuthApp, response: Response): Promise<IssuedTokens> {
  const body = await processGenericTokenEndpointResponse(serverOf(app), { client_id: app.clientId }, response);
  return {
    accessToken: new Secret(body.access_token),
    refreshToken: body.refresh_token === undefined ? null : new Secret(body.refresh_token),
    account: accountOf(body),
    mode: modeOf(body),
    expiresIn: body.expires_in ?? (app.variant === "apps" ? appsLifetime : null),
    scope: body.scope ?? "",
  };
}

/** `stripe_user_id` by the documentation; answers to a refresh have been seen with `account_id`. */
function accountOf(body: TokenEndpointResponse): string {
  const account = body["stripe_user_id"] ?? body["account_id"];
  if (typeof account === "string" && /^acct_[A-Za-z0-9_]{1,200}$/.test(account)) return account;
  throw new Error("the answer names no Stripe account");
}

function modeOf(body: TokenEndpointResponse): IssuedTokens["mode"] {
  if (typeof body["livemode"] !== "boolean") throw new Error("the answer tells no mode");
  return body["livemode"] ? "live" : "test";
}
