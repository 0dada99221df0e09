import type { Grant } from "../grant";
import type { BrokerParts, GrantTask } from "./broker-parts";
import { isSameGrant, spooledNamesOf } from "./commit-tokens";

/**
 * Ends a grant: shreds its tokens, tells Stripe, forgets it. The tokens go first and for good: REVOKED is terminal, and an
 * answer that comes late finds no grant of its sign-in. A crash in between leaves a revoked grant without tokens, which can
 * be disconnected again.
 * @throws AppError `STRIPE_UNAVAILABLE` when Stripe could not be told; the tokens are gone all the same.
 */
export async function disconnectGrant(parts: BrokerParts, task: GrantTask): Promise<void> {
  const revoked = await parts.grants.change(task, withoutTokens);
  await dropSpooled(parts, task);
  if (revoked === null) return;
  const [told] = await Promise.allSettled([deauthorize(parts, revoked, task)]);
  await parts.grants.remove(task);
  parts.announce(task.key.id, null);
  if (told.status === "rejected") throw told.reason;
}

/** Takes away what was written aside for a grant, except by its present sign-in. */
export async function dropSpooled(parts: BrokerParts, task: GrantTask, present?: string): Promise<void> {
  for (const name of await spooledNamesOf(parts, task, present)) await parts.spooled.discard(name, task.signal);
}

/** A token that was only brought is forgotten; its access belongs to whoever made it. */
function withoutTokens(grant: Grant): Grant {
  const reason = grant.refreshToken === null ? "forgotten" : "disconnected";
  return {
    ...grant,
    state: "REVOKED",
    accessToken: "",
    refreshToken: null,
    lease: null,
    attempt: null,
    reason: grant.state === "REVOKED" ? grant.reason : reason,
  };
}

/** Stripe Apps are uninstalled in the Dashboard; Connect's access ends for the whole account, so only its last user ends it. */
async function deauthorize(parts: BrokerParts, grant: Grant, task: GrantTask): Promise<void> {
  const endsHere = grant.variant === "connect" && grant.reason === "disconnected" && grant.account !== "";
  if (!endsHere || (await isUsedElsewhere(parts, grant, task))) return;
  const { app: ref, variant, mode, account } = grant;
  const app = await parts.findApp({ owner: task.key.owner, ref, variant, mode }, task.signal);
  await parts.tokenEndpoint.deauthorize(app, account, task.signal);
}

async function isUsedElsewhere(parts: BrokerParts, grant: Grant, { key, signal }: GrantTask): Promise<boolean> {
  for (const other of await parts.grants.keys(grant.app.kind === "own" ? key.owner : undefined, signal)) {
    if (isSameGrant(other, key)) continue;
    const stored = await parts.grants.load({ key: other, signal });
    if (stored !== null && stored.grant.state !== "REVOKED" && hasSameAccess(stored.grant, grant)) return true;
  }
  return false;
}

function hasSameAccess(one: Grant, other: Grant): boolean {
  return (
    one.variant === other.variant &&
    one.mode === other.mode &&
    one.account === other.account &&
    JSON.stringify(one.app) === JSON.stringify(other.app)
  );
}
