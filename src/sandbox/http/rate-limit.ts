/** Decides whether a request may pass at a time (ms). */
export type RateLimit = { admits(now: number): boolean };

const burstSeconds = 0.1;

/** A token bucket that holds a tenth of a second's requests, at least one, and is full at the start. */
export function createRateLimit(requestsPerSecond: number, startedAt: number): RateLimit {
  const capacity = Math.max(1, requestsPerSecond * burstSeconds);
  let tokens = capacity;
  let filledAt = startedAt;
  return {
    admits(now) {
      tokens = Math.min(capacity, tokens + ((now - filledAt) / 1_000) * requestsPerSecond);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
