import { catalogApiVersion } from "../../catalog/catalog";
import type { Refusal } from "./refusal";

/** As api.stripe.com sends them; only the exposed headers can be read by a page. */
const corsHeaders = {
  "access-control-allow-credentials": "true",
  "access-control-allow-methods": "GET, HEAD, PUT, PATCH, POST, DELETE",
  "access-control-allow-origin": "*",
  "access-control-expose-headers":
    "Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, X-Stripe-External-Auth-Required, X-Stripe-Privileged-Session-Required",
  "access-control-max-age": "300",
  vary: "Origin",
} as const;

/** What every answer carries. */
export type ReplyContext = {
  readonly requestId: string;
  readonly version: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

export function jsonReply(status: number, body: unknown, context: ReplyContext): Response {
  return new Response(JSON.stringify(body), { status, headers: headersOf(context) });
}

export function refusalReply(refusal: Refusal, context: ReplyContext): Response {
  const { message, type = "invalid_request_error", code, param } = refusal.error;
  const error = {
    ...(code === undefined ? {} : { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` }),
    message,
    ...(param === undefined ? {} : { param }),
    request_log_url: `https://dashboard.stripe.com/test/logs/${context.requestId}`,
    type,
  };
  const headers = { ...headersOf(context), ...refusal.headers };
  return new Response(JSON.stringify({ error }), { status: refusal.status, headers });
}

/** Stripe lets any origin and any header through. */
export function preflightReply(request: Request): Response {
  return new Response(null, {
    status: 200,
    headers: {
      ...corsHeaders,
      "access-control-allow-origin": request.headers.get("origin") ?? "*",
      "access-control-allow-headers": request.headers.get("access-control-request-headers") ?? "*",
    },
  });
}

function headersOf({ requestId, version, headers }: ReplyContext): Record<string, string> {
  return {
    ...corsHeaders,
    "cache-control": "no-cache, no-store",
    "content-type": "application/json",
    "request-id": requestId,
    "stripe-version": version ?? catalogApiVersion,
    ...headers,
  };
}
