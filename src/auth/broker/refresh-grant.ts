import { Secret } from "../../base/secret";
import type { AccessToken, Grant } from "../grant";
import { RefreshFailure } from "../refresh-failure";
import { askStripe } from "./ask-stripe";
import type { BrokerParts, GrantTask } from "./broker-parts";
import { replayTokensOf } from "./commit-tokens";
import { decideRefresh, isAlive, type RefreshQuestion } from "./decide-refresh";
import { endedSignIn, nobodySignedIn } from "./ended-sign-in";
import type { StoredGrant } from "./grant-records";
import { takeLease } from "./lease";

export type RefreshTask = GrantTask & { readonly newerThan?: number | undefined };

const mostTries = 3;
const firstDelayMs = 1000;
const longestDelayMs = 30_000;
const shortestLookMs = 50;
const longestLookMs = 1000;

/** The stored token when it serves; `null` when something has to be done. @throws when only the person can help. */
export async function storedToken(parts: BrokerParts, task: RefreshTask): Promise<AccessToken | null> {
  const { grant } = await loadGrant(parts, task);
  return decideRefresh(grant, questionOf(parts, task)).kind === "use" ? tokenOf(grant) : null;
}

/** Gets a token that serves: by asking Stripe, or by waiting for whoever is asking already. */
export async function refreshGrant(parts: BrokerParts, task: RefreshTask): Promise<AccessToken> {
  const patience = parts.clock.now() + 2 * parts.timing.leaseMs;
  let first: Grant | null = null;
  for (let tries = 0, looks = 0; ; ) {
    const stored = await loadGrant(parts, task);
    first ??= stored.grant;
    const decision = decideRefresh(stored.grant, questionOf(parts, task));
    if (decision.kind === "use" || isNews(parts, { task, first, now: stored.grant })) return tokenOf(stored.grant);
    if (decision.kind === "reauth") throw endedSignIn(stored.grant);
    if (decision.kind === "wait") {
      if (parts.clock.now() > patience) throw new RefreshFailure({ kind: "try_later", afterMs: null, sameAttempt: true });
      await parts.clock.sleep(lookDelay(parts, looks++), task.signal);
      continue;
    }
    const failure = await tryRefresh(parts, stored, task);
    if (failure === null) continue;
    if (isAlive(stored.grant, questionOf(parts, task))) return tokenOf(stored.grant);
    const delay = ++tries < mostTries ? retryDelay(failure, tries, parts.random()) : null;
    if (delay === null) throw failure;
    await parts.clock.sleep(delay, task.signal);
  }
}

type Seen = { readonly task: RefreshTask; readonly first: Grant; readonly now: Grant };

/** Tokens that came while we were at it serve even when they live shorter than the skew: newer ones would be no better. */
function isNews(parts: BrokerParts, { task, first, now }: Seen): boolean {
  const isNewer = now.generation !== first.generation || now.chain !== first.chain;
  return isNewer && isAlive(now, questionOf(parts, task));
}

/** One try. `null`: look at the record again. */
async function tryRefresh(parts: BrokerParts, stored: StoredGrant, task: RefreshTask): Promise<RefreshFailure | null> {
  // An attempt that did not end here may have left its answer in the spool; asking again would waste the refresh token.
  if (stored.grant.attempt !== null) {
    await replayTokensOf(parts, task);
    if ((await loadGrant(parts, task)).etag !== stored.etag) return null;
  }
  const { app: ref, variant, mode } = stored.grant;
  const app = await parts.findApp({ owner: task.key.owner, ref, variant, mode }, task.signal);
  const leased = await takeLease(parts, stored, task);
  return leased === null ? null : askStripe(parts, { app, leased }, task);
}

async function loadGrant(parts: BrokerParts, task: GrantTask): Promise<StoredGrant> {
  const stored = await parts.grants.load(task);
  if (stored === null) throw nobodySignedIn();
  if (stored.grant.state === "REVOKED" || stored.grant.state === "REAUTH_REQUIRED") throw endedSignIn(stored.grant);
  return stored;
}

function questionOf({ clock, timing, me }: BrokerParts, { newerThan }: RefreshTask): RefreshQuestion {
  return { now: clock.now(), skewMs: timing.skewMs, me, newerThan };
}

function tokenOf({ accessToken, generation, accessExpiresAt, mode, account }: Grant): AccessToken {
  return { token: new Secret(accessToken), generation, expiresAt: accessExpiresAt, mode, account };
}

/** Looks often at first, then seldom; never in step with others. */
function lookDelay({ random }: BrokerParts, looks: number): number {
  return Math.min(longestLookMs, shortestLookMs * 1.5 ** looks) * (0.5 + random());
}

/** Milliseconds until Stripe may be asked again at once, or `null` when the caller should come back. */
function retryDelay({ outcome }: RefreshFailure, tries: number, jitter: number): number | null {
  if (outcome.kind !== "try_later") return null;
  const delay = outcome.afterMs ?? firstDelayMs * 2 ** (tries - 1) * (0.5 + jitter / 2);
  return delay <= longestDelayMs ? delay : null;
}
