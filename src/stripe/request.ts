import type { Secret } from "../base/secret";
import type { HttpRequest } from "../platform/ports";

/** A name and a value of a request's query. */
export type Parameter = readonly [name: string, value: string];

/** A read of the API as a value: path from the root with placeholders filled, and the query's pairs in order. */
export type StripeRequest = {
  readonly path: string;
  readonly query: readonly Parameter[];
  /** The path with its placeholders, by which Stripe counts requests; the path itself when absent. */
  readonly endpoint?: string;
};

/** What turns a read into an HTTP request. */
export type RequestSettings = {
  /** API root without a slash at the end. */
  readonly apiBase: string;
  readonly apiVersion: string;
  /** Connected account to read, `acct_…`, or `null` for the key's own. */
  readonly accountId: string | null;
};

/** The HTTP form of a read. The key travels in a header only, never in the address. */
export function toHttpRequest(request: StripeRequest, settings: RequestSettings, credential: Secret): HttpRequest {
  const query = request.query.map(([name, value]) => `${encodeName(name)}=${encodeURIComponent(value)}`).join("&");
  return {
    method: "GET",
    url: `${settings.apiBase}${request.path}${query === "" ? "" : `?${query}`}`,
    headers: {
      Authorization: `Bearer ${credential.reveal()}`,
      "Stripe-Version": settings.apiVersion,
      ...(settings.accountId === null ? {} : { "Stripe-Account": settings.accountId }),
    },
  };
}

/** Puts values in place of the `{placeholders}` of a path. Missing ones stay, so that a test or reader can see them. */
export function fillPath(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    return value === undefined ? placeholder : encodeURIComponent(value);
  });
}

/** Whether a value made a part of the path empty, `.` or `..`: no id is like that, and the address would be another one. */
export function leadsElsewhere(path: string): boolean {
  return path.slice(1).split("/").some((part) => /^\.{0,2}$/.test(part));
}

/** Stripe writes `created[gte]` with plain brackets. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll("%5B", "[").replaceAll("%5D", "]");
}
