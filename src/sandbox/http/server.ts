import type { Accounts } from "../accounts";
import type { ChangeContext } from "../changes";
import type { SandboxClock } from "../clock";
import { createRandom } from "../company/random";
import { createFaults, type FaultOptions } from "../faults/faults";
import { suffer } from "../faults/suffer";
import type { Keyring } from "../keys";
import type { Mutation } from "../mutations/mutate";
import { ConnectionCut } from "../oauth/connection-cut";
import type { OAuthServer } from "../oauth/oauth";
import type { Database } from "../store/database";
import type { Visibility } from "../store/visibility";
import type { TrafficLog } from "../traffic";
import { answer, type AnswerOptions } from "./answer";
import { controlRoot } from "./control";
import { createCursorLog } from "./cursor-log";
import { createIdempotency } from "./idempotency";
import { createLimits, tooManyRequests, type LimitOptions } from "./limits";
import { Refusal } from "./refusal";
import { jsonReply, preflightReply, refusalReply, type ReplyContext } from "./reply";

export type ServerOptions = {
  readonly seed: number;
  readonly accounts: () => Accounts;
  readonly keyring: Keyring;
  readonly clock: SandboxClock;
  /** The company's present, milliseconds. */
  readonly present: () => number;
  readonly latencyMs: number;
  readonly limits: LimitOptions;
  readonly faults: FaultOptions | undefined;
  readonly visibility: Visibility;
  /** How far the search index is behind. */
  readonly searchLagMs: number;
  /** Products that the accounts are not set up to use. */
  readonly notEnabled: readonly string[];
  readonly changing: (database: Database) => ChangeContext;
  /** Makes one change by chance. */
  readonly mutate: (database: Database) => Mutation;
  /** Makes the changes that are due. */
  readonly catchUp: () => void;
  readonly traffic: TrafficLog;
  readonly oauth: OAuthServer;
};

export type Server = { handle(request: Request): Promise<Response> };

/** Turns requests into answers; whatever goes wrong becomes an error in Stripe's shape, except a connection that shall be cut. */
export function createServer(options: ServerOptions): Server {
  const { traffic } = options;
  const ids = createRandom(1).fork("requests");
  const serve = createService(options);
  return {
    async handle(request) {
      if (request.method === "OPTIONS") {
        traffic.preflight();
        return preflightReply(request);
      }
      const context = { requestId: ids.id("req_", 14), version: request.headers.get("stripe-version") };
      const counted = !new URL(request.url).pathname.startsWith(controlRoot);
      try {
        const response = await serve(request, context);
        if (counted) traffic.answered(response.status);
        return response;
      } catch (thrown) {
        const refusal = thrown instanceof ConnectionCut ? thrown : asRefusal(thrown);
        if (counted) traffic.answered(refusal instanceof ConnectionCut ? 0 : refusal.status);
        if (refusal instanceof ConnectionCut) throw refusal;
        return refusalReply(refusal, context);
      }
    },
  };
}

type Service = (request: Request, context: ReplyContext) => Promise<Response>;

/** Lets a request in, lets it wait and fail as wanted, and has it carried out. */
function createService(options: ServerOptions): Service {
  const { clock, latencyMs, traffic } = options;
  const limits = createLimits(options.limits);
  const faults = createFaults(options.faults, options.seed);
  const carryOut = createCarrier({ ...options, limits, idempotency: createIdempotency(), cursors: createCursorLog() });
  return async (request, context) => {
    const isApi = /^\/v[12]\/(?!oauth\/)/.test(new URL(request.url).pathname);
    const fault = isApi ? faults.next(request.method) : null;
    const visit = limits.enter();
    try {
      if (latencyMs > 0) await clock.sleep(latencyMs, request.signal);
      if (isApi && visit.tooMany) throw tooManyRequests("global-concurrency");
      options.catchUp();
      if (fault === null) return await carryOut(request, context);
      traffic.failed(fault.kind);
      return await suffer(fault, () => carryOut(request, context), { clock, signal: request.signal });
    } finally {
      visit.leave();
    }
  };
}

function createCarrier(options: AnswerOptions): Service {
  const { oauth, accounts, limits, clock } = options;
  return async (request, context) => {
    const admit = (): void => limits.admitToAccount(accounts().platform, clock.now());
    const answered = (await oauth.answer(request, admit)) ?? (await answer(request, options));
    if (answered instanceof Response) return answered;
    const { status, body, headers } = answered;
    return jsonReply(status, body, { ...context, ...(headers ? { headers } : {}) });
  };
}

function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  const message = `The sandbox failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  return new Refusal(500, { message, type: "api_error" });
}
