import { Refusal } from "./refusal";

/** Decides whether a request may pass at a time (ms). */
export type RateLimit = { admit(now: number): void };

const burstSeconds = 0.1;

/** A token bucket that holds a tenth of a second's requests, at least one; the rest get 429. */
export function createRateLimit(requestsPerSecond: number | undefined, startedAt: number): RateLimit {
  if (requestsPerSecond === undefined) return { admit: () => undefined };
  const capacity = Math.max(1, requestsPerSecond * burstSeconds);
  let tokens = capacity;
  let filledAt = startedAt;
  return {
    admit(now) {
      tokens = Math.min(capacity, tokens + ((now - filledAt) / 1_000) * requestsPerSecond);
      filledAt = now;
      if (tokens < 1) throw tooMany();
      tokens -= 1;
    },
  };
}

function tooMany(): Refusal {
  const message = "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.";
  return new Refusal(429, { message, code: "rate_limit" }, { "stripe-rate-limited-reason": "global-rate" });
}
