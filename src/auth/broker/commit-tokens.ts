import type { Grant, GrantKey } from "../grant";
import type { BrokerParts, GrantTask } from "./broker-parts";
import type { RenewedTokens } from "./spooled-tokens";

/**
 * Makes renewed tokens the grant's next generation. Compares the generation and the sign-in, not the lease: a holder whose
 * lease has ended may have the only refresh token that still works, and saving it even revives REAUTH_REQUIRED. What was
 * disconnected, replaced or renewed by somebody else stays as it is.
 */
export async function commitTokens(parts: BrokerParts, tokens: RenewedTokens, signal: AbortSignal): Promise<void> {
  const committed = await parts.grants.change({ key: tokens.key, signal }, (grant) =>
    isSuccessor(grant, tokens) ? withTokens(grant, tokens) : null,
  );
  if (committed !== null) parts.announce(tokens.key.id, committed.generation);
}

/**
 * Commits everything that earlier attempts left behind. An entry that cannot be opened stays, in case its key comes back;
 * the others are written first. @throws the first failure.
 */
export async function replayAllTokens(parts: BrokerParts, signal: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (const name of await parts.spooled.names(signal)) {
    await settle(parts, name, signal).catch((failure: unknown) => failures.push(failure));
  }
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}

/** The same for one grant. Entries that cannot be read are left for {@link replayAllTokens} to tell. */
export async function replayTokensOf(parts: BrokerParts, { key, signal }: GrantTask): Promise<void> {
  for (const name of await spooledNamesOf(parts, { key, signal })) await settle(parts, name, signal);
}

/** Names of what was written aside for one grant, by any sign-in but `except`. */
export async function spooledNamesOf(parts: BrokerParts, { key, signal }: GrantTask, except?: string): Promise<readonly string[]> {
  const names = await parts.spooled.names(signal);
  const read = await Promise.allSettled(names.map((name) => parts.spooled.read(name, signal)));
  return names.filter((_, at) => {
    const entry = read[at];
    return entry?.status === "fulfilled" && entry.value !== null && entry.value.chain !== except && isSameGrant(entry.value.key, key);
  });
}

/** Commits one entry, or finds it superseded, and takes it away. */
async function settle(parts: BrokerParts, name: string, signal: AbortSignal): Promise<void> {
  const tokens = await parts.spooled.read(name, signal);
  if (tokens === null) return;
  await commitTokens(parts, tokens, signal);
  await parts.spooled.discard(name, signal);
}

export function isSameGrant(one: GrantKey, other: GrantKey): boolean {
  return one.owner === other.owner && one.id === other.id;
}

/** A grant that is older than the tokens' origin was restored from a backup: the tokens still are the newest. */
function isSuccessor(grant: Grant, tokens: RenewedTokens): boolean {
  return grant.state !== "REVOKED" && grant.chain === tokens.chain && grant.generation <= tokens.from;
}

function withTokens(grant: Grant, { from, accessToken, refreshToken, account, expiresIn, at }: RenewedTokens): Grant {
  return {
    ...grant,
    state: "ACTIVE",
    generation: from + 1,
    account,
    accessToken,
    // An answer without a refresh token leaves the old one in force (RFC 6749, section 6).
    refreshToken: refreshToken ?? grant.refreshToken,
    accessExpiresAt: expiresIn === null ? null : at + expiresIn * 1000,
    refreshedAt: refreshToken === null ? grant.refreshedAt : at,
    lease: null,
    attempt: null,
    reason: null,
  };
}
