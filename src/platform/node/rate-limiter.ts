import { Pool } from "pg";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { DatabaseAddress } from "./store/open-records";

/** Counts what one key does in a minute. */
export type RateLimiter = {
  /** Counts one more. Resolves to the seconds to wait, or `null` when it is within the limit. */
  readonly count: (key: string) => Promise<number | null>;
};

export type RateLimiters = {
  /** A limit of its own by this name. */
  readonly limit: (name: string, perMinute: number) => RateLimiter;
  readonly close: () => Promise<void>;
};

const minute = 60;

/**
 * Limits in memory; with PostgreSQL, where several nodes serve the same people, in the database, and in memory again while it
 * does not answer: a limit must not be what stops the work.
 */
export function openRateLimiters(database: DatabaseAddress): RateLimiters {
  if (database.kind === "sqlite") {
    return { limit: (name, perMinute) => limiterOf(inMemory(name, perMinute)), close: () => Promise.resolve() };
  }
  const pool = new Pool({ connectionString: database.url.reveal(), max: 4, application_name: "xlstripe-limits", connectionTimeoutMillis: 2_000, query_timeout: 2_000 });
  // A connection that breaks while nobody uses it is replaced; without a listener it would end the process.
  pool.on("error", () => undefined);
  return {
    limit: (name, perMinute) =>
      limiterOf(
        new RateLimiterPostgres({
          storeClient: pool,
          tableName: "xlstripe_rate_limits",
          tableCreated: true,
          keyPrefix: name,
          points: perMinute,
          duration: minute,
          inMemoryBlockOnConsumed: perMinute + 1,
          insuranceLimiter: inMemory(name, perMinute),
        }),
      ),
    close: () => pool.end(),
  };
}

const inMemory = (name: string, perMinute: number) => new RateLimiterMemory({ keyPrefix: name, points: perMinute, duration: minute });

function limiterOf(limiter: RateLimiterAbstract): RateLimiter {
  return {
    async count(key) {
      try {
        await limiter.consume(key);
        return null;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
  };
}
