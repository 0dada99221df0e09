import { AppError } from "../base/app-error";
import type { Clock, HttpReply, Random, SendHttp } from "../platform/ports";
import type { ReadContext } from "../table/row-source";
import { authorizedAttempts } from "./authorized-attempts";
import { createConcurrencyGate } from "./pacing/concurrency-gate";
import type { CredentialSource } from "./credential";
import { toAppError } from "./error-cases";
import { readFailedReply } from "./failed-reply";
import { type JsonObject, parseJsonObject } from "./json-object";
import { nextAttempt } from "./pacing/next-attempt";
import { createPace, type Pace, type Rates } from "./pacing/pace";
import type { RequestSettings, StripeRequest } from "./request";

/** What a client needs from outside, and whom it asks. */
export type StripeClientOptions = RequestSettings & {
  readonly send: SendHttp;
  readonly clock: Clock;
  readonly random: Random;
  /** Asked before every request, so that a renewed token is used at once. */
  readonly credentials: CredentialSource;
  /** Requests a second; as fast as replies come when absent. */
  readonly rates?: Rates;
};

/** Requests in flight at once; Stripe has a limit of its own on them, which it does not tell. */
const mostInFlight = 20;

/** Reads the API: sends, repeats what is worth repeating, and turns refusals into sentences. */
export interface StripeClient {
  /**
   * The object at a path. Every try counts as a request.
   * @throws AppError `REAUTH_REQUIRED`, `FORBIDDEN`, `NOT_FOUND`, `NOT_ENABLED`, `RATE_LIMITED`, `STRIPE_UNAVAILABLE`,
   *   `STRIPE_REFUSED`, `CANCELLED`.
   */
  get(request: StripeRequest, context: ReadContext): Promise<JsonObject>;
}

/** Makes a {@link StripeClient}. `docs/decisions/002-stripe-client.md` says why it is not the SDK. */
export function createStripeClient(options: StripeClientOptions): StripeClient {
  const { clock, random, credentials, rates } = options;
  const inFlight = createConcurrencyGate(mostInFlight);
  const pace: Pace = rates === undefined ? () => Promise.resolve() : createPace(clock, rates);

  async function getReply(request: StripeRequest, context: ReadContext): Promise<HttpReply> {
    const attempt = authorizedAttempts({ ...options, pace }, request, context);
    for (let number = 1; ; number++) {
      const outcome = await inFlight(attempt, context.signal);
      const arrived = !(outcome instanceof Error);
      if (arrived && outcome.status < 300) return outcome;
      const delay = nextAttempt(arrived ? { number, reply: outcome } : { number }, random());
      if (delay === null) throw arrived ? toAppError(readFailedReply(outcome, request.path), credentials.kind) : unreachable(outcome);
      await clock.sleep(delay, context.signal);
    }
  }

  function unreachable(cause: Error): AppError {
    return new AppError("STRIPE_UNAVAILABLE", `No answer from ${options.apiBase}.`, {
      hint: "Check the network connection and try again.",
      cause,
    });
  }

  return {
    async get(request, context) {
      try {
        const reply = await getReply(request, context);
        return readReply(reply, options.apiBase);
      } catch (failure) {
        throw context.signal.aborted ? cancelled(failure) : AppError.from(failure);
      }
    },
  };
}

function readReply(reply: HttpReply, apiBase: string): JsonObject {
  const object = parseJsonObject(reply.text);
  if (object !== null) return object;
  throw new AppError("STRIPE_UNAVAILABLE", `The server at ${apiBase} does not answer like Stripe.`, {
    hint: "Check the API root of the connection, and whether a proxy or firewall answers in its place.",
    detail: { status: reply.status },
  });
}

function cancelled(cause: unknown): AppError {
  return new AppError("CANCELLED", "Cancelled.", { cause });
}
