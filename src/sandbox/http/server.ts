import type { Accounts } from "../accounts";
import type { ChangeContext } from "../changes";
import type { SandboxClock } from "../clock";
import { createRandom } from "../company/random";
import type { SandboxKey } from "../keys";
import { ConnectionCut } from "../oauth/connection-cut";
import type { OAuthServer } from "../oauth/oauth";
import type { Database } from "../store/database";
import { answer } from "./answer";
import { createIdempotency } from "./idempotency";
import { createRateLimit } from "./rate-limit";
import { Refusal } from "./refusal";
import { jsonReply, preflightReply, refusalReply } from "./reply";

export type ServerOptions = {
  readonly accounts: () => Accounts;
  readonly keys: Readonly<Record<string, SandboxKey>>;
  readonly clock: SandboxClock;
  readonly latencyMs: number;
  readonly requestsPerSecond: number | undefined;
  readonly changing: (database: Database) => ChangeContext;
  readonly oauth: OAuthServer;
};

export type Server = { handle(request: Request): Promise<Response> };

/** Turns requests into answers; whatever goes wrong becomes an error in Stripe's shape, except a connection that shall be cut. */
export function createServer(options: ServerOptions): Server {
  const { clock, latencyMs } = options;
  const rateLimit = createRateLimit(options.requestsPerSecond, clock.now());
  const idempotency = createIdempotency();
  const ids = createRandom(1).fork("requests");
  return {
    async handle(request) {
      if (request.method === "OPTIONS") return preflightReply(request);
      const context = { requestId: ids.id("req_", 14), version: request.headers.get("stripe-version") };
      try {
        if (latencyMs > 0) await clock.sleep(latencyMs, request.signal);
        const admit = (): void => rateLimit.admit(clock.now());
        const answered = (await options.oauth.answer(request, admit)) ?? (await answer(request, { ...options, idempotency, admit }));
        if (answered instanceof Response) return answered;
        const { status, body, headers } = answered;
        return jsonReply(status, body, { ...context, ...(headers ? { headers } : {}) });
      } catch (thrown) {
        if (thrown instanceof ConnectionCut) throw thrown;
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
