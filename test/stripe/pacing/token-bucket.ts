/** A server's limiter as Stripe describes it: tokens that fill up steadily, one taken by each request. */
export function createTokenBucket(rate: number, burst: number) {
  let tokens = burst;
  let filledAt: number | null = null;
  return {
    /** Whether a request that arrives at `now` (ms, never earlier than the last) is let in. */
    admits(now: number): boolean {
      tokens = Math.min(burst, tokens + ((now - (filledAt ?? now)) * rate) / 1_000);
      filledAt = now;
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
  };
}
