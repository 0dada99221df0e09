import { AppError } from "../../base/app-error";
import type { GrantKey } from "../grant";
import type { BrokerParts } from "./broker-parts";

type RenewGrant = (key: GrantKey) => Promise<boolean>;

const pageSize = 100;

/**
 * Uses every refresh token that would die unused. `renew` gets a new pair for one grant and tells whether it did. A grant
 * that cannot be renewed now stays due; the next round tries it again. @throws the first failure that nobody expects, such
 * as a record that cannot be read, when all others are renewed.
 */
export async function keepGrantsAlive(parts: BrokerParts, renew: RenewGrant, signal: AbortSignal): Promise<number> {
  const seen = new Set<string>();
  const failures: unknown[] = [];
  let renewed = 0;
  for (;;) {
    const due = await parts.grants.due({ before: parts.clock.now(), limit: pageSize + seen.size }, signal);
    const fresh = due.filter((key) => !seen.has(nameOf(key)));
    if (fresh.length === 0) break;
    for (const key of fresh) {
      signal.throwIfAborted();
      seen.add(nameOf(key));
      const done = await renew(key).catch((thrown: unknown) => {
        if (!isExpected(thrown)) failures.push(thrown);
        return false;
      });
      if (done) renewed++;
    }
  }
  if (failures.length > 0) throw failures[0];
  return renewed;
}

/** Such a failure is written in the grant's record, or is Stripe's to end. */
function isExpected(thrown: unknown): boolean {
  const expected = ["REAUTH_REQUIRED", "NOT_FOUND", "STRIPE_UNAVAILABLE", "SIGN_IN_FAILED", "BAD_SETTING"];
  return thrown instanceof AppError && expected.includes(thrown.code);
}

function nameOf({ owner, id }: GrantKey): string {
  return JSON.stringify([owner, id]);
}
