import { AppError } from "../base/app-error";
import type { Clock, Random } from "../platform/ports";
import type { ReadContext } from "../table/row-source";
import { type AttemptOptions, authorizedAttempts } from "./authorized-attempts";
import type { JsonObject } from "./json-object";
import { nextAttempt } from "./pacing/next-attempt";
import { readOutcome } from "./read-outcome";
import type { StripeRequest } from "./request";

/** What a client needs from outside, and whom it asks. */
export type StripeClientOptions = AttemptOptions & {
  readonly clock: Clock;
  readonly random: Random;
};

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
  const { clock, random, credentials, apiBase } = options;

  async function getObject(request: StripeRequest, context: ReadContext): Promise<JsonObject> {
    const attempt = authorizedAttempts(options, request, context);
    let unanswered = 0;
    for (let number = 1; ; number++) {
      const answer = readOutcome(await attempt(), { apiBase, path: request.path, proof: credentials.kind });
      if (answer.kind === "object") return answer.object;
      unanswered = answer.kind === "failure" && answer.reply === undefined ? unanswered + 1 : 0;
      const delay = answer.kind === "final" ? null : nextAttempt({ number, unanswered, ...answer }, random());
      if (delay === null) throw answer.error();
      await clock.sleep(delay, context.signal);
    }
  }

  return {
    async get(request, context) {
      try {
        return await getObject(request, context);
      } catch (failure) {
        throw context.signal.aborted ? cancelled(failure) : AppError.from(failure);
      }
    },
  };
}

function cancelled(cause: unknown): AppError {
  return new AppError("CANCELLED", "Cancelled.", { cause });
}
