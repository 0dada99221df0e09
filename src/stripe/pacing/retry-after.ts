import type { HttpReply } from "../../platform/ports";

/** Seconds that are waited at most: nobody waits longer before a sheet, and the person is told when to come back instead. */
export const mostRetryAfter = 60;

/** Seconds that the server asks to wait, or `null` when it does not. A date is not understood: Stripe sends none. */
export function retryAfter({ headers }: HttpReply): number | null {
  const seconds = Number(headers["retry-after"]);
  return seconds > 0 && Number.isFinite(seconds) ? seconds : null;
}
