import type { Grant, GrantSummary, NewGrant } from "../grant";
import type { BrokerParts } from "./broker-parts";
import { dropSpooled } from "./disconnect";

/** Keeps a finished sign-in, over whatever the id had before unless that came of the same seed. */
export async function createGrant(parts: BrokerParts, grant: NewGrant, signal: AbortSignal): Promise<GrantSummary> {
  const task = { key: grant.key, signal };
  for (;;) {
    const older = await parts.grants.load(task);
    if (older !== null && cameOf(older.grant, grant.seed)) return summaryOf(grant.key.id, older.grant);
    const created = firstGeneration(parts, grant, (older?.grant.generation ?? 0) + 1);
    if (!(await parts.grants.replace(older, created, task))) continue;
    await dropSpooled(parts, task, created.chain);
    parts.announce(grant.key.id, created.generation);
    return summaryOf(grant.key.id, created);
  }
}

function cameOf({ seed, state }: Grant, brought: string | undefined): boolean {
  return brought !== undefined && seed === brought && (state === "ACTIVE" || state === "REFRESHING");
}

function firstGeneration(parts: BrokerParts, { variant, app, tokens, seed }: NewGrant, generation: number): Grant {
  const now = parts.clock.now();
  return {
    state: "ACTIVE",
    chain: parts.newId(),
    generation,
    variant,
    mode: tokens.mode,
    account: tokens.account,
    app,
    ...(seed === undefined ? {} : { seed }),
    accessToken: tokens.accessToken.reveal(),
    refreshToken: tokens.refreshToken?.reveal() ?? null,
    accessExpiresAt: tokens.expiresIn === null ? null : now + tokens.expiresIn * 1000,
    createdAt: now,
    refreshedAt: now,
    lease: null,
    attempt: null,
    reason: null,
  };
}

/** What others may know of a grant: no tokens. */
export function summaryOf(id: string, grant: Grant): GrantSummary {
  const { state, variant, mode, account, generation, accessExpiresAt, reason } = grant;
  return { id, state, variant, mode, account, generation, accessExpiresAt, reason };
}
