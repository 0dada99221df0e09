import type { Grant } from "../grant";
import type { StoredGrant } from "./grant-records";
import type { BrokerParts, GrantTask } from "./broker-parts";

/** A grant whose refresh is ours alone for a while, with the attempt that Stripe will see. */
export type LeasedGrant = Grant & {
  readonly lease: NonNullable<Grant["lease"]>;
  readonly attempt: NonNullable<Grant["attempt"]>;
  readonly refreshToken: string;
};

/**
 * Takes the lease on exactly the version that was read; `null` when somebody was quicker. The same write names the attempt
 * before Stripe is asked, and proves that the store can be written. An attempt that ended in an unknown way goes on under
 * its name: where Stripe has answered it, the answer may be given again.
 * https://docs.stripe.com/api/idempotent_requests
 */
export async function takeLease(parts: BrokerParts, stored: StoredGrant, task: GrantTask): Promise<LeasedGrant | null> {
  const { refreshToken, attempt } = stored.grant;
  if (refreshToken === null) return null;
  const now = parts.clock.now();
  const leased: LeasedGrant = {
    ...stored.grant,
    refreshToken,
    state: "REFRESHING",
    lease: { owner: parts.me, until: now + parts.timing.leaseMs },
    attempt: { id: attempt?.id ?? parts.newId(), at: now },
  };
  return (await parts.grants.replace(stored, leased, task)) ? leased : null;
}

type FailedTry = { readonly leased: LeasedGrant; readonly sameAttempt: boolean };
type LastTry = { readonly leased: LeasedGrant; readonly reason: string };

/** Lets others try. `sameAttempt`: the next try is a repeat of this one. */
export async function freeLease(parts: BrokerParts, { leased, sameAttempt }: FailedTry, task: GrantTask): Promise<void> {
  const attempt = { id: sameAttempt ? leased.attempt.id : parts.newId(), at: parts.clock.now() };
  await parts.grants.change(task, (grant) =>
    isHeldBy(grant, leased) ? { ...grant, state: "ACTIVE", lease: null, attempt } : null,
  );
}

/** Stripe refused the refresh token and nobody has a newer one: only the person can help now. */
export async function endGrant(parts: BrokerParts, { leased, reason }: LastTry, task: GrantTask): Promise<void> {
  const ended = await parts.grants.change(task, (grant) =>
    isHeldBy(grant, leased) ? { ...grant, state: "REAUTH_REQUIRED", lease: null, attempt: null, reason } : null,
  );
  if (ended !== null) parts.announce(task.key.id, ended.generation);
}

/** Whether the grant still is what the lease was taken on, and nobody else has taken it since. */
export function isHeldBy(grant: Grant, { chain, generation, lease }: LeasedGrant): boolean {
  return grant.chain === chain && grant.generation === generation && grant.lease?.owner === lease.owner;
}
