import type { Clock, Random, RandomBytes, RecordStore, RunExclusively, Sealer, Spool } from "../platform/ports";
import { createIds, usualTiming, type AnnounceGrant, type BrokerParts, type BrokerTiming } from "./broker/broker-parts";
import { replayAllTokens } from "./broker/commit-tokens";
import { createGrant, summaryOf } from "./broker/create-grant";
import { disconnectGrant } from "./broker/disconnect";
import { createGrantRecords } from "./broker/grant-records";
import { keepGrantsAlive } from "./broker/keep-alive";
import { refreshGrant, storedToken, type RefreshTask } from "./broker/refresh-grant";
import { createShareRefresh } from "./broker/share-refresh";
import { createSpooledTokens, createTokensInMemory } from "./broker/spooled-tokens";
import type { AccessToken, GrantKey, GrantSummary, TokenBroker } from "./grant";
import type { FindOAuthApp } from "./oauth-app";
import type { TokenEndpoint } from "./token-endpoint";

/** What a broker needs from outside. */
export type TokenBrokerDependencies = {
  /** Shared by every broker of the same grants: tabs, processes, nodes. */
  readonly records: RecordStore;
  readonly tokenEndpoint: TokenEndpoint;
  readonly findApp: FindOAuthApp;
  readonly clock: Clock;
  readonly random: Random;
  readonly randomBytes: RandomBytes;
  /** A lock among those that share a browser; the lease alone decides among all others. */
  readonly runExclusively?: RunExclusively;
  readonly announce?: AnnounceGrant;
  readonly timing?: Partial<BrokerTiming>;
} & SpoolDependency;

/** Where answers are written aside, encrypted; a browser has no such place. */
export type SpoolDependency =
  | { readonly spool: Spool; readonly sealer: Sealer }
  | { readonly spool?: undefined; readonly sealer?: Sealer };

/**
 * The one keeper of token pairs. A refresh token of a Stripe App works once, so among all brokers of the same records only
 * the holder of a grant's lease asks Stripe; it names its attempt before, writes the answer aside before anything else, and
 * makes it the next generation by compare-and-swap.
 */
export function createTokenBroker(dependencies: TokenBrokerDependencies): TokenBroker {
  const parts = partsOf(dependencies);
  const runExclusively: RunExclusively = dependencies.runExclusively ?? ((_name, task) => task());
  const share = createShareRefresh<AccessToken>();

  function refresh(task: RefreshTask): Promise<AccessToken> {
    const name = `stripe-grant:${JSON.stringify([task.key.owner, task.key.id])}`;
    // A refresh that has begun is not cancelled by anybody.
    const { signal } = new AbortController();
    return share.join(name, () => runExclusively(name, () => refreshGrant(parts, { ...task, signal }), signal), task.signal);
  }

  const accessToken: TokenBroker["accessToken"] = async (key, { newerThan }, signal) => {
    const task = { key, newerThan, signal };
    for (;;) {
      // A refresh that was joined may have been begun for somebody whom the refused token would still have served.
      const token = (await storedToken(parts, task)) ?? (await refresh(task));
      if (token.generation !== newerThan) return token;
    }
  };

  const find = async (key: GrantKey, signal: AbortSignal): Promise<GrantSummary | null> => {
    const stored = await parts.grants.load({ key, signal });
    return stored === null ? null : summaryOf(key.id, stored.grant);
  };

  const renew = async (key: GrantKey, signal: AbortSignal): Promise<boolean> => {
    const before = await find(key, signal);
    if (before === null) return false;
    const { generation } = await accessToken(key, { newerThan: before.generation }, signal);
    return generation !== before.generation;
  };

  return {
    create: (grant, signal) => createGrant(parts, grant, signal),
    find,
    async list(owner, signal) {
      const found = await Promise.all((await parts.grants.keys(owner, signal)).map((key) => find(key, signal)));
      return found.filter((summary) => summary !== null);
    },
    accessToken,
    disconnect: (key, signal) => disconnectGrant(parts, { key, signal }),
    replaySpool: (signal) => replayAllTokens(parts, signal),
    idle: share.idle,
    keepAlive: (signal) => keepGrantsAlive(parts, (key) => renew(key, signal), signal),
  };
}

function partsOf(dependencies: TokenBrokerDependencies): BrokerParts {
  const { records, tokenEndpoint, findApp, clock, random, randomBytes, announce, timing } = dependencies;
  const newId = createIds(randomBytes);
  const { spool, sealer } = dependencies;
  return {
    grants: createGrantRecords(records),
    spooled: spool === undefined ? createTokensInMemory(newId) : createSpooledTokens(spool, sealer, newId),
    tokenEndpoint,
    findApp,
    clock,
    random,
    newId,
    timing: { ...usualTiming, ...timing },
    announce: announce ?? (() => undefined),
    me: newId(),
  };
}
