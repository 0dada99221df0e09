import type { HttpReply } from "../platform/ports";
import { isJsonObject, parseJsonObject } from "./json-object";
import { retryAfter } from "./pacing/retry-after";

/** What an error reply says; empty texts where it does not say. https://docs.stripe.com/api/errors */
export type FailedReply = {
  readonly status: number;
  readonly path: string;
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly param: string;
  /** The next step, which only our gateway tells. */
  readonly hint: string;
  readonly requestId: string;
  /** Seconds after which the server wants to be asked again; `null`: it does not say. */
  readonly retryAfter: number | null;
};

/** Reads an error reply of any shape: Stripe's, a proxy's HTML page, or nothing. */
export function readFailedReply(reply: HttpReply, path: string): FailedReply {
  const error = parseJsonObject(reply.text)?.["error"];
  const field = (name: string): string => {
    const value = isJsonObject(error) ? error[name] : undefined;
    return typeof value === "string" ? value : "";
  };
  return {
    status: reply.status,
    path,
    type: field("type"),
    code: field("code"),
    message: withoutKeys(field("message")),
    param: field("param"),
    hint: withoutKeys(field("hint")),
    requestId: reply.headers["request-id"] ?? "",
    retryAfter: retryAfter(reply),
  };
}

/** Stripe shortens keys in its messages; another server may not. */
function withoutKeys(message: string): string {
  return message.replace(/\b([sr]k_(?:org_)?(?:test|live)_)[\w*]+/g, "$1…");
}
