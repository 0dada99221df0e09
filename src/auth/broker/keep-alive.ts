import { AppError } from "../../base/app-error";
import type { GrantKey } from "../grant";
import type { BrokerParts } from "./broker-parts";

type RenewGrant = (key: GrantKey) => Promise<boolean>;

const pageSize = 100;

/**
 * Uses every refresh token that would die unused. `renew` gets a new pair for one grant and tells whether it did. A grant
 * that cannot be renewed now stays due; the next round tries it again.
 */
export async function keepGrantsAlive(parts: BrokerParts, renew: RenewGrant, signal: AbortSignal): Promise<number> {
  const seen = new Set<string>();
  let renewed = 0;
  for (;;) {
    const due = await parts.grants.due({ before: parts.clock.now(), limit: pageSize + seen.size }, signal);
    const fresh = due.filter((key) => !seen.has(nameOf(key)));
    if (fresh.length === 0) return renewed;
    for (const key of fresh) {
      signal.throwIfAborted();
      seen.add(nameOf(key));
      if (await renew(key).catch(isExpected)) renewed++;
    }
  }
}

/** One grant's failure is written in its record, or is Stripe's to end; it does not concern the other grants. */
function isExpected(thrown: unknown): false {
  const expected = ["REAUTH_REQUIRED", "NOT_FOUND", "STRIPE_UNAVAILABLE", "SIGN_IN_FAILED", "BAD_SETTING"];
  if (thrown instanceof AppError && expected.includes(thrown.code)) return false;
  throw thrown;
}

function nameOf({ owner, id }: GrantKey): string {
  return JSON.stringify([owner, id]);
}
