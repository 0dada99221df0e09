import type { ApiObject } from "./api-object";
import { systemClock, type SandboxClock } from "./clock";
import { createServer } from "./http/server";
import { defaultKeys, type SandboxKey } from "./keys";
import { openAccounts, type Accounts } from "./accounts";

export type SandboxOptions = {
  /** Which company; 1 when left out. */
  readonly seed?: number;
  /** How big: 1 is about 2,000 customers and 10,000 charges. */
  readonly scale?: number;
  /** The company's today, milliseconds since 1970 UTC. Its data ends here. */
  readonly now: number;
  /** Milliseconds that every answer waits. */
  readonly latencyMs?: number;
  /** More requests than this get 429; unlimited when left out. */
  readonly requestsPerSecond?: number;
  readonly keys?: Readonly<Record<string, SandboxKey>>;
  readonly clock?: SandboxClock;
};

/** A Stripe-like server in memory, with a generated company. */
export type Sandbox = {
  /** Answers as api.stripe.com would; never throws. */
  handle(request: Request): Promise<Response>;
  /** Every object of a resource (`charge`), newest first: what a complete and correct client must find. */
  all(resource: string, account?: string): readonly ApiObject[];
};

/** Starts a sandbox. The company is generated at the first use. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { seed = 1, scale = 1, now, keys = defaultKeys, clock = systemClock } = options;
  let opened: Accounts | undefined;
  const accounts = (): Accounts => (opened ??= openAccounts({ seed, scale, now: Math.floor(now / 1_000) }));
  const server = createServer({
    accounts,
    keys,
    clock,
    latencyMs: options.latencyMs ?? 0,
    requestsPerSecond: options.requestsPerSecond,
  });
  return {
    handle: (request) => server.handle(request),
    all: (resource, account) => accounts().database(account).collection(resource).rows(),
  };
}
