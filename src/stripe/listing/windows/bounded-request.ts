import type { StripeRequest } from "../../request";
import type { Bounds } from "./window";

const parameter = "created";
const from = `${parameter}[gte]`;
const to = `${parameter}[lte]`;

/** The bounds that a request asks for, and the request without them. */
export function takeBounds(request: StripeRequest): { readonly request: StripeRequest; readonly bounds: Bounds } {
  const asked = new Map(request.query);
  return {
    request: { ...request, query: request.query.filter(([name]) => name !== from && name !== to) },
    bounds: { from: secondsOf(asked.get(from)), to: secondsOf(asked.get(to)) },
  };
}

/** The request for what was created within the bounds. https://docs.stripe.com/api/charges/list#list_charges-created */
export function withBounds(request: StripeRequest, bounds: Bounds): StripeRequest {
  return {
    ...request,
    query: [
      ...request.query,
      ...(bounds.from === null ? [] : [[from, String(bounds.from)] as const]),
      ...(bounds.to === null ? [] : [[to, String(bounds.to)] as const]),
    ],
  };
}

function secondsOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
