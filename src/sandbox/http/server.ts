import type { Accounts } from "../accounts";
import type { SandboxClock } from "../clock";
import { createRandom } from "../company/random";
import type { SandboxKey } from "../keys";
import { answer } from "./answer";
import { preflightReply, jsonReply, refusalReply } from "./reply";
import { createRateLimit } from "./rate-limit";
import { Refusal } from "./refusal";

export type ServerOptions = {
  readonly accounts: () => Accounts;
  readonly keys: Readonly<Record<string, SandboxKey>>;
  readonly clock: SandboxClock;
  readonly latencyMs: number;
  readonly requestsPerSecond: number | undefined;
};

/** Turns requests into answers; whatever goes wrong becomes an error in Stripe's shape. */
export function createServer(options: ServerOptions) {
  const { clock, latencyMs } = options;
  const rateLimit = createRateLimit(options.requestsPerSecond, clock.now());
  const ids = createRandom(clock.now());
  return {
    async handle(request: Request): Promise<Response> {
      if (request.method === "OPTIONS") return preflightReply(request);
      const context = { requestId: ids.id("req_", 14), version: request.headers.get("stripe-version") };
      if (latencyMs > 0) await clock.sleep(latencyMs);
      try {
        const { status, body } = await answer(request, { ...options, admit: () => rateLimit.admit(clock.now()) });
        return jsonReply(status, body, context);
      } catch (thrown) {
        return refusalReply(asRefusal(thrown), context);
      }
    },
  };
}

function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  const message = `The sandbox failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  return new Refusal(500, { message, type: "api_error" });
}
