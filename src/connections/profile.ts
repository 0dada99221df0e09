import type { StripeMode } from "../auth/oauth-app";
import { stripeApiBase } from "../stripe/api-version";
import type { Limits } from "../stripe/pacing/limits";
import { checkApiBase } from "./check-api-base";
import type { ConnectionSettings } from "./properties";
import type { SignInPlan } from "./sign-in-plan";

/** A connection without its secrets. */
export type ConnectionProfile = {
  readonly name: string;
  readonly mode: StripeMode;
  readonly signIn: "restrictedKey" | "secretKey" | "accessToken" | "oauth";
  /** API root without a slash at the end. */
  readonly apiBase: string;
  readonly apiVersion: string;
  readonly accountId: string | null;
  readonly timeZone: string;
  readonly maxRows: number | null;
  /** Seconds that a query may take; `null`: as long as it takes. */
  readonly timeout: number | null;
  /** Seconds that rows from memory stay good. */
  readonly cacheTolerance: number;
  /** Bytes that rows may take in memory to be used again. */
  readonly cacheBytes: number;
  /** Requests that one query may take; `null`: as many as it takes. */
  readonly maxRequests: number | null;
  /** Whether Stripe's search may be used, which can miss rows of the last minutes. */
  readonly search: "off" | "allow";
  /** How fast Stripe may be asked, where the settings say it; see `Limits`. */
  readonly limits: { readonly [K in keyof Limits]: number | null };
};

/**
 * What settings mean, once it is sure that what they sign in with may go where they point. `allowedApiBases`: see
 * {@link checkApiBase}. The mode of a kept grant is known when it is found: see `openRoute`.
 * @throws AppError `BAD_SETTING`
 */
export function createProfile(settings: ConnectionSettings, plan: SignInPlan, allowedApiBases: readonly string[]): ConnectionProfile {
  const { Name: name, AccountId: accountId, ApiVersion: apiVersion, TimeZone: timeZone, MaxRows: maxRows, Timeout: timeout } = settings;
  const mode = modeAt(settings.ApiBase, plan);
  const apiBase = checkApiBase({ apiBase: settings.ApiBase, mode, allowed: allowedApiBases });
  const reading = { apiVersion, accountId, timeZone, maxRows, timeout };
  return { name, mode, signIn: signInOf(plan), apiBase, ...reading, ...memoryOf(settings), limits: limitsOf(settings) };
}

function memoryOf({ CacheTolerance: cacheTolerance, CacheSize, MaxRequests: maxRequests, Search: search }: ConnectionSettings) {
  return { cacheTolerance, cacheBytes: CacheSize * 2 ** 20, maxRequests, search };
}

function limitsOf(settings: ConnectionSettings): ConnectionProfile["limits"] {
  return {
    account: settings.RequestsPerSecond,
    endpoint: settings.EndpointRequestsPerSecond,
    search: settings.SearchRequestsPerSecond,
    concurrent: settings.MaxConcurrentRequests,
  };
}

/** A token that does not tell its mode counts as live; a grant that is kept elsewhere is presumed to fit its root. */
function modeAt(apiBase: string, plan: SignInPlan): StripeMode {
  if (plan.kind !== "grant" || plan.mode !== null) return plan.mode ?? "live";
  return apiBase === stripeApiBase || plan.seed?.kind === "tokens" ? "live" : "test";
}

function signInOf(plan: SignInPlan): ConnectionProfile["signIn"] {
  if (plan.kind === "key") return plan.keyKind === "restricted" ? "restrictedKey" : "secretKey";
  return plan.kind === "token" ? "accessToken" : "oauth";
}
