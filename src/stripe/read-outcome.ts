import { AppError } from "../base/app-error";
import type { HttpReply } from "../platform/ports";
import type { CredentialSource } from "./credential";
import { toAppError } from "./error-cases";
import { readFailedReply } from "./failed-reply";
import { type JsonObject, parseJsonObject } from "./json-object";
import type { Outcome } from "./pacing/pacer";

/** What a try came to: the object, or the error that it is unless another try does better. */
export type Answer =
  | { readonly kind: "object"; readonly object: JsonObject }
  /** `reply` is absent when none arrived whole. */
  | { readonly kind: "failure"; readonly reply?: HttpReply; readonly error: () => AppError }
  /** No other try would do better. */
  | { readonly kind: "final"; readonly error: () => AppError };

/** Whom was asked, and with what. */
export type Asked = { readonly apiBase: string; readonly path: string; readonly proof: CredentialSource["kind"] };

/** Reads what a try led to. */
export function readOutcome(outcome: Outcome, asked: Asked): Answer {
  if (outcome instanceof Error) return { kind: "failure", error: () => unreachable(asked, outcome) };
  if (outcome.status >= 300) {
    return { kind: "failure", reply: outcome, error: () => toAppError(readFailedReply(outcome, asked.path), asked.proof) };
  }
  const object = parseJsonObject(outcome.text);
  if (object !== null) return { kind: "object", object };
  if (isCut(outcome.text)) return { kind: "failure", error: () => cutOff(asked) };
  return { kind: "final", error: () => notStripe(asked, outcome.status) };
}

/** An object that breaks off, or nothing at all, as when the connection is lost halfway; a web page is neither. */
function isCut(text: string): boolean {
  return /^\s*(\{|$)/.test(text);
}

function unreachable({ apiBase }: Asked, cause: Error): AppError {
  return new AppError("STRIPE_UNAVAILABLE", `No answer from ${apiBase}.`, {
    hint: "Check the network connection and try again.",
    cause,
  });
}

function cutOff({ apiBase, path }: Asked): AppError {
  return new AppError("STRIPE_UNAVAILABLE", `The answers from ${apiBase} break off before their end.`, {
    hint: "Check the network connection, and whether a proxy or firewall stands in between.",
    detail: { path },
  });
}

function notStripe({ apiBase }: Asked, status: number): AppError {
  return new AppError("STRIPE_UNAVAILABLE", `The server at ${apiBase} does not answer like Stripe.`, {
    hint: "Check the API root of the connection, and whether a proxy or firewall answers in its place.",
    detail: { status },
  });
}
