import { allowInsecureRequests, customFetch, genericTokenEndpointRequest } from "oauth4webapi";

import type { HttpReply, SendHttp } from "../platform/ports";
import type { OAuthApp } from "./oauth-app";

/** One request to the token endpoint: the grant type with its only field, and what makes a repeat the same request. */
export type TokenRequest = {
  readonly grantType: "authorization_code" | "refresh_token";
  readonly field: { readonly code: string } | { readonly refresh_token: string };
  readonly attemptId?: string;
  readonly signal: AbortSignal;
};

/**
 * Sends exactly the documented fields: `grant_type` and the code or refresh token; the app proves itself by its secret key
 * as user of HTTP Basic, without a password.
 * https://docs.stripe.com/stripe-apps/api-authentication/oauth#exchange-authorization-code
 */
export function sendTokenRequest(send: SendHttp, app: OAuthApp, request: TokenRequest): Promise<Response> {
  const { grantType, field, attemptId, signal } = request;
  return genericTokenEndpointRequest(
    serverOf(app),
    { client_id: app.clientId },
    (...[, , , headers]) => headers.set("authorization", basicCredentials(app)),
    grantType,
    field,
    {
      signal,
      headers: attemptId === undefined ? {} : { "idempotency-key": attemptId },
      // Addresses are settings that were checked before; a sandbox on this computer has no certificate.
      [allowInsecureRequests]: true,
      [customFetch]: async (url, { body, headers }) =>
        toResponse(await send({ method: "POST", url, headers, body: String(body) }, signal)),
    },
  );
}

/** What the protocol library knows of Stripe: only the token endpoint matters here. */
export function serverOf(app: OAuthApp): { readonly issuer: string; readonly token_endpoint: string } {
  return { issuer: new URL(app.endpoints.token).origin, token_endpoint: app.endpoints.token };
}

/** The app's secret key as user, no password. */
export function basicCredentials(app: OAuthApp): string {
  return `Basic ${btoa(`${app.clientSecret.reveal()}:`)}`;
}

function toResponse({ status, headers, text }: HttpReply): Response {
  return new Response(text === "" ? null : text, { status, headers: { ...headers } });
}
