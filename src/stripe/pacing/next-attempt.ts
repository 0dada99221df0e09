import type { HttpReply } from "../../platform/ports";
import { mostRetryAfter, retryAfter } from "./retry-after";

/** One try that failed. `reply` is absent when none arrived whole. */
export type Attempt = {
  readonly number: number;
  /** Tries in a row, this one included, that no reply arrived for. */
  readonly unanswered: number;
  readonly reply?: HttpReply;
};

/**
 * Tries of one read before it fails for good: fewer when nothing answers, so that a wrong address is told soon; more when
 * Stripe asks for a slower pace, since requests that wait next to each other may lose several rounds in turn.
 */
const mostTries = { answered: 6, unanswered: 3, tooFast: 10 };
const firstDelayMs = 500;
const longestDelayMs = 32_000;

/**
 * Milliseconds to wait before the same read is sent again, or `null` to give up. `jitter` is in [0, 1).
 * The server's word counts first: `Stripe-Should-Retry`, then `Retry-After`. Only reads come here, so that a repeat is
 * always safe. https://docs.stripe.com/error-low-level and https://docs.stripe.com/rate-limits
 */
export function nextAttempt({ number, unanswered, reply }: Attempt, jitter: number): number | null {
  if (number >= triesOf(reply) || unanswered >= mostTries.unanswered || !isWorthRepeating(reply)) return null;
  const asked = reply === undefined ? null : retryAfter(reply);
  if (asked !== null) return asked <= mostRetryAfter ? asked * 1_000 : null;
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (number - 1)) * (0.5 + jitter / 2);
}

function triesOf(reply: HttpReply | undefined): number {
  return reply?.status === 429 ? mostTries.tooFast : mostTries.answered;
}

function isWorthRepeating(reply: HttpReply | undefined): boolean {
  if (reply === undefined) return true;
  const advice = reply.headers["stripe-should-retry"];
  if (advice === "true" || advice === "false") return advice === "true";
  return reply.status === 409 || reply.status === 429 || reply.status >= 500;
}
