import type { Traffic } from "../../../src/sandbox/traffic";
import { startXlstripe } from "../start-xlstripe";
import { latencyMs, type LoadCase } from "./load-case";

/** What is read of every charge. */
export const fields = ["id", "amount", "currency", "created", "customer", "status"] as const;

/** A charge as the server has it, `created` in Unix seconds. */
export type TrueCharge = Readonly<Record<(typeof fields)[number], string | number | null>>;

/** A sandbox in a process of its own. */
export type ChargeSandbox = {
  readonly origin: string;
  /** Every charge that there is. */
  truth(): Promise<readonly TrueCharge[]>;
  /** What it was asked since this was called last. */
  traffic(): Promise<Traffic>;
  /** A code as after a person's consent, for the built-in app of the Stripe Apps kind. */
  oauthCode(): Promise<string>;
  readonly stop: () => Promise<void>;
};

/** Starts a sandbox for a case, with its company made, so that no measured request waits for that. */
export async function startChargeSandbox({ skew, rps, rows }: LoadCase): Promise<ChargeSandbox> {
  const options = { port: 0, now: "2026-01-01", charges: rows, skew, rps, latency: latencyMs };
  const { origin, stop } = await startXlstripe(["sandbox", ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])]);
  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => (await (await fetch(`${origin}/_sandbox/${path}`, init)).json()) as T;
  const truth = await ask<readonly TrueCharge[]>(`charge?fields=${fields.join(",")}`);
  return {
    origin,
    truth: () => Promise.resolve(truth),
    async traffic() {
      const seen = await ask<Traffic>("traffic");
      await ask("traffic", { method: "DELETE" });
      return seen;
    },
    oauthCode: async () => (await ask<{ readonly code: string }>("oauth/codes", { method: "POST", body: '{"client_id":"ca_sandbox"}' })).code,
    stop,
  };
}
