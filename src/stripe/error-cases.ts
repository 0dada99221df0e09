import { AppError, type ErrorCode, errorCodes } from "../base/app-error";
import type { CredentialSource } from "./credential";
import type { FailedReply } from "./failed-reply";
import { mostRetryAfter } from "./pacing/retry-after";

/** One kind of refusal: how to know it, and what to tell the person. */
type ErrorCase = {
  readonly when: (reply: Refused) => boolean;
  readonly code: ErrorCode | ((reply: Refused) => ErrorCode);
  readonly sentence: (reply: Refused) => string;
  readonly hint: string | ((reply: Refused) => string);
};

/** A refusal, and what the request proved itself with. */
type Refused = FailedReply & { readonly proof: CredentialSource["kind"] };

/** Wordings by which Stripe says that the account does not have a product, gathered from its replies. */
const productMissing =
  /not set up to use|not enabled|have you onboarded|unrecognized request url|only available in testmode|not authorized to send/i;

/** Restricted keys are told `rak_charge_read`, apps by their manifest's name `charge_read`. */
const permission = /rak_(\w+?)_(read|write)\b|(?<=')(\w+)_(read|write)(?=' permission)/;

/** A 403 names the account even to a key that may not read it. */
const accountId = /\bacct_\w+/;

/** What Stripe says of an account in `Stripe-Account` that the key or token may not act on. */
const accountRefused = /does not have access to account/i;

/** First match wins. */
const errorCases: readonly ErrorCase[] = [
  {
    // A gateway between us and Stripe words its own refusals.
    when: (reply) => isErrorCode(reply.code),
    code: (reply) => (isErrorCode(reply.code) ? reply.code : "GATEWAY_UNAVAILABLE"),
    sentence: (reply) => ended(reply.message),
    hint: (reply) => reply.hint,
  },
  {
    when: (reply) => reply.status === 401 && reply.proof === "token",
    code: "REAUTH_REQUIRED",
    sentence: () => "Stripe did not accept the access token: it has expired, or access was taken back.",
    hint: "Sign in again, or give a new token.",
  },
  {
    when: (reply) => reply.status === 401 && reply.code === "api_key_expired",
    code: "REAUTH_REQUIRED",
    sentence: () => "The API key has expired.",
    hint: "Make a new key in the Stripe Dashboard (Developers > API keys) and enter it in the connection.",
  },
  {
    when: (reply) => reply.status === 401,
    code: "REAUTH_REQUIRED",
    sentence: () => "Stripe did not accept the API key.",
    hint: "Copy the key again from the Stripe Dashboard (Developers > API keys) and enter it in the connection.",
  },
  {
    when: (reply) => reply.status === 403 && permission.test(reply.message) && reply.proof === "token",
    code: "FORBIDDEN",
    sentence: (reply) => `The app that you signed in with may not read this: it lacks the permission ${missingPermission(reply)}.`,
    hint: (reply) => `Ask the app's developer to add ${missingPermission(reply)} to its manifest, then sign in again.`,
  },
  {
    when: (reply) => reply.status === 403 && permission.test(reply.message),
    code: "FORBIDDEN",
    sentence: (reply) => `The key may not read this: it lacks the permission ${missingPermission(reply)}.`,
    hint: (reply) => `Edit the restricted key in the Stripe Dashboard and allow ${missingPermission(reply)}.`,
  },
  {
    when: (reply) => reply.code === "account_invalid" || (reply.status === 403 && accountRefused.test(reply.message)),
    code: "FORBIDDEN",
    sentence: (reply) => `There is no access to the account${accountIn(reply)}, or no such account.`,
    hint: "Check the account id of the connection; it must be connected to the account that signed in, and in the same mode.",
  },
  {
    when: (reply) => (reply.status === 400 || reply.status === 404) && productMissing.test(reply.message),
    code: "NOT_ENABLED",
    sentence: (reply) => `This Stripe account does not offer this data: ${ended(reply.message)}`,
    hint: "Choose another table, or enable the product in the Stripe Dashboard.",
  },
  {
    when: (reply) => reply.status === 403,
    code: "FORBIDDEN",
    sentence: (reply) => `Stripe does not allow this ${reply.proof} to read ${reply.path}. ${ended(reply.message)}`.trimEnd(),
    hint: "Check the permissions of the key or app, and the account id of the connection.",
  },
  {
    when: (reply) => reply.status === 404 || reply.code === "resource_missing",
    code: "NOT_FOUND",
    sentence: (reply) => ended(reply.message) || `The server has nothing at ${reply.path}.`,
    hint: "Check the id, and that the connection is to the right account and mode.",
  },
  {
    when: (reply) => isLong(reply.retryAfter) && (reply.status === 429 || reply.status >= 500),
    code: (reply) => (reply.status === 429 ? "RATE_LIMITED" : "STRIPE_UNAVAILABLE"),
    sentence: (reply) => `Stripe asks for a pause of ${inWords(reply.retryAfter ?? 0)}.`,
    hint: "Try again after that time.",
  },
  {
    when: (reply) => reply.status === 429,
    code: "RATE_LIMITED",
    sentence: () => "Stripe asks for a slower pace and did not answer after several tries.",
    hint: "Wait a minute and try again, or ask for fewer rows.",
  },
  {
    when: (reply) => reply.status >= 500,
    code: "STRIPE_UNAVAILABLE",
    sentence: (reply) => `Stripe could not answer (error ${reply.status}).`,
    hint: "Try again in a few minutes; https://status.stripe.com shows known trouble.",
  },
  {
    when: () => true,
    code: "STRIPE_REFUSED",
    sentence: (reply) => `Stripe refused the request: ${ended(reply.message) || `error ${reply.status}.`}`,
    hint: "Check the conditions of the query.",
  },
];

/**
 * The error that a person sees for a refusal; request id, status and Stripe's code are in its detail. `proof`: what the
 * request proved itself with.
 */
export function toAppError(failed: FailedReply, proof: CredentialSource["kind"] = "key"): AppError {
  const reply = { ...failed, proof };
  const found = errorCases.find((one) => one.when(reply)) ?? errorCases[errorCases.length - 1];
  if (found === undefined) throw new Error("the last case matches everything");
  return new AppError(typeof found.code === "string" ? found.code : found.code(reply), found.sentence(reply), {
    hint: typeof found.hint === "string" ? found.hint : found.hint(reply),
    detail: detailOf(reply),
  });
}

function detailOf(reply: FailedReply): Readonly<Record<string, string | number>> {
  const { status, path, code, param, requestId } = reply;
  const missing = permission.exec(reply.message)?.[0];
  const account = accountId.exec(reply.message)?.[0];
  return {
    status,
    path,
    ...(code === "" ? {} : { stripeCode: code }),
    ...(param === "" ? {} : { param }),
    ...(requestId === "" ? {} : { requestId }),
    ...(missing === undefined ? {} : { permission: missing }),
    ...(account === undefined ? {} : { account }),
  };
}

function missingPermission(reply: FailedReply): string {
  const [, keyArea = "", keyLevel = "", area = keyArea, level = keyLevel] = permission.exec(reply.message) ?? [];
  return `"${area.replaceAll("_", " ")}: ${level}"`;
}

function accountIn(reply: FailedReply): string {
  const found = accountId.exec(reply.message)?.[0];
  return found === undefined ? "" : ` ${found}`;
}

function isErrorCode(code: string): code is ErrorCode {
  return errorCodes.some((one) => one === code);
}

/** Whether the server asks for a longer pause than a query waits. */
function isLong(seconds: number | null): boolean {
  return seconds !== null && seconds > mostRetryAfter;
}

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}

/** Ends a text of Stripe's with one full stop. */
function ended(text: string): string {
  return text === "" || /[.!?]$/.test(text) ? text : `${text}.`;
}
