import type { HttpReply } from "../../platform/ports";
import { isJsonObject, parseJsonObject } from "../json-object";

/** What a refusal says is too much; `unknown` where nothing says it, `itself` when only this one request has to wait. */
export type RefusedFor = "account" | "endpoint" | "concurrency" | "itself" | "unknown";

/** Values of `Stripe-Rate-Limited-Reason`. https://docs.stripe.com/rate-limits */
const reasons: Readonly<Record<string, RefusedFor>> = {
  "global-rate": "account",
  "endpoint-rate": "endpoint",
  "global-concurrency": "concurrency",
  "endpoint-concurrency": "concurrency",
  "resource-specific": "itself",
};

/**
 * Why the server refused a request as too much, or `null` when it did not. A browser shows no more of the headers than
 * `Request-Id` and `Stripe-Should-Retry`, so the body has to do there: it tells a locked object from all else.
 */
export function refusedFor({ status, headers, text }: HttpReply): RefusedFor | null {
  if (status !== 429) return null;
  const told = reasons[headers["stripe-rate-limited-reason"] ?? ""];
  return told ?? (isLocked(text) ? "itself" : "unknown");
}

/** Another request holds the object. https://docs.stripe.com/error-codes#lock-timeout */
function isLocked(text: string): boolean {
  const error = parseJsonObject(text)?.["error"];
  return isJsonObject(error) && error["code"] === "lock_timeout";
}
