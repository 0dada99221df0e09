import { Secret } from "../../base/secret";
import type { IssuedTokens } from "../grant";
import type { OAuthApp } from "../oauth-app";
import { RefreshFailure } from "../refresh-failure";
import type { BrokerParts, GrantTask } from "./broker-parts";
import { commitTokens, replayTokensOf } from "./commit-tokens";
import { endGrant, freeLease, isHeldBy, type LeasedGrant } from "./lease";

type Held = { readonly app: OAuthApp; readonly leased: LeasedGrant };
type Answered = { readonly leased: LeasedGrant; readonly issued: IssuedTokens };

/** Looks for what another process may be about to commit, before a person is asked to sign in again. */
const looksAfterRefusal = 5;
const pauseBetweenLooksMs = 100;

/**
 * Asks Stripe for the next pair under a lease, once, and saves it. `null`: the record tells how it ended; otherwise nothing
 * has changed and the failure says what is known.
 */
export async function askStripe(parts: BrokerParts, held: Held, task: GrantTask): Promise<RefreshFailure | null> {
  const { app, leased } = held;
  try {
    const request = { refreshToken: new Secret(leased.refreshToken), attemptId: leased.attempt.id };
    await save(parts, { leased, issued: await parts.tokenEndpoint.refresh(app, request, task.signal) }, task);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof RefreshFailure)) throw thrown;
    const { outcome } = thrown;
    if (outcome.kind === "invalid_grant") {
      await recover(parts, leased, task);
      return null;
    }
    const sameAttempt = outcome.kind === "unknown_outcome" || (outcome.kind === "try_later" && outcome.sameAttempt);
    await freeLease(parts, { leased, sameAttempt }, task);
    return thrown;
  }
}

/** Writes the pair aside before anything else can fail, then makes it the next generation. */
async function save(parts: BrokerParts, { leased, issued }: Answered, task: GrantTask): Promise<void> {
  if (issued.mode !== leased.mode || (leased.account !== "" && issued.account !== leased.account)) {
    return endGrant(parts, { leased, reason: "account_changed" }, task);
  }
  const tokens = {
    key: task.key,
    chain: leased.chain,
    from: leased.generation,
    accessToken: issued.accessToken.reveal(),
    refreshToken: issued.refreshToken?.reveal() ?? null,
    account: issued.account,
    expiresIn: issued.expiresIn,
    at: parts.clock.now(),
  };
  const name = await parts.spooled.keep(tokens, task.signal);
  await commitTokens(parts, tokens, task.signal);
  await parts.spooled.discard(name, task.signal);
}

/** Stripe does not know the refresh token: somebody else has used it, and has the answer or lost it. */
async function recover(parts: BrokerParts, leased: LeasedGrant, task: GrantTask): Promise<void> {
  for (let look = 0; look < looksAfterRefusal; look++) {
    await replayTokensOf(parts, task);
    const stored = await parts.grants.load(task);
    if (stored === null || !isHeldBy(stored.grant, leased)) return;
    await parts.clock.sleep(pauseBetweenLooksMs * (1 + parts.random()), task.signal);
  }
  await endGrant(parts, { leased, reason: "invalid_grant" }, task);
}
