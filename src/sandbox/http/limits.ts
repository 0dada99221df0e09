import { createRateLimit, type RateLimit } from "./rate-limit";
import { Refusal } from "./refusal";

/** Requests a second and at once that an account may make; unlimited where left out. https://docs.stripe.com/rate-limits */
export type LimitOptions = {
  readonly requestsPerSecond?: number | undefined;
  /** To each endpoint: method and path template. */
  readonly endpointRequestsPerSecond?: number | undefined;
  /** To all search endpoints together; 20 when left out and another rate is limited. */
  readonly searchRequestsPerSecond?: number | undefined;
  /** Requests under way at the same time. */
  readonly maxConcurrent?: number | undefined;
};

/** Refuses what goes beyond the limits with 429 and Stripe's reason. */
export type Limits = {
  admitToAccount(account: string, now: number): void;
  admitToEndpoint(endpoint: Endpoint, now: number): void;
  /** Counts a request in; what it returns counts it out again. */
  enter(): { readonly tooMany: boolean; leave(): void };
};

export type Endpoint = { readonly account: string; readonly method: string; readonly path: string; readonly searches: boolean };

const defaultSearchRate = 20;

/** Every account and every endpoint of it has a bucket of its own, full at its first request. */
export function createLimits(options: LimitOptions): Limits {
  const { requestsPerSecond, endpointRequestsPerSecond, maxConcurrent = Infinity } = options;
  const limited = requestsPerSecond !== undefined || endpointRequestsPerSecond !== undefined;
  const searchRate = options.searchRequestsPerSecond ?? (limited ? defaultSearchRate : undefined);
  const buckets = new Map<string, RateLimit>();
  const admit = (bucket: string, rate: number | undefined, now: number): boolean => {
    if (rate === undefined) return true;
    const known = buckets.get(bucket) ?? createRateLimit(rate, now);
    buckets.set(bucket, known);
    return known.admits(now);
  };
  let underWay = 0;
  return {
    admitToAccount(account, now) {
      if (!admit(account, requestsPerSecond, now)) throw tooManyRequests("global-rate");
    },
    admitToEndpoint({ account, method, path, searches }, now) {
      if (searches && !admit(`${account} search`, searchRate, now)) throw tooManyRequests("endpoint-rate");
      if (!admit(`${account} ${method} ${path}`, endpointRequestsPerSecond, now)) throw tooManyRequests("endpoint-rate");
    },
    enter() {
      underWay += 1;
      return { tooMany: underWay > maxConcurrent, leave: () => void (underWay -= 1) };
    },
  };
}

export type LimitReason = "global-rate" | "endpoint-rate" | "global-concurrency";

/** The answer to one request too many. Stripe names the reason, but neither a time to wait nor whether to try again. */
export function tooManyRequests(reason: LimitReason | null, headers: Readonly<Record<string, string>> = {}): Refusal {
  const message = "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.";
  return new Refusal(429, { message, code: "rate_limit" }, { ...(reason === null ? {} : { "stripe-rate-limited-reason": reason }), ...headers });
}
