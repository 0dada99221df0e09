import type { GrantKey, GrantSummary, IssuedTokens, TokenBroker } from "../auth/grant";
import type { FindOAuthApp, OAuthAppRef, OAuthVariant } from "../auth/oauth-app";
import type { OwnApps } from "../auth/own-apps";
import type { TokenEndpoint } from "../auth/token-endpoint";
import { Secret } from "../base/secret";
import type { Clock } from "../platform/ports";
import type { Credential, CredentialSource } from "../stripe/credential";
import type { BroughtGrant, GrantPlace } from "./grant-place";
import { digestOf, type SeedMemory } from "./seed-memory";
import type { GrantSeed, OwnApp } from "./sign-in-plan";

/** What a place needs that calls Stripe itself: this browser, this computer, this process. */
export type LocalGrantsNeed = {
  readonly kind: Exclude<GrantPlace["kind"], "roaming">;
  readonly broker: TokenBroker;
  /** Whose grants these are. */
  readonly owner: string;
  readonly tokenEndpoint: TokenEndpoint;
  readonly findApp: FindOAuthApp;
  readonly ownApps: OwnApps;
  readonly seeds: SeedMemory;
  readonly clock: Pick<Clock, "now">;
};

/** Grants in an encrypted store of this device; tokens are renewed here and go straight to Stripe. */
export function createLocalGrants(need: LocalGrantsNeed): GrantPlace {
  const { kind, broker, owner, seeds } = need;
  const keyOf = (id: string): GrantKey => ({ owner, id });

  return {
    kind,
    find: (id, signal) => broker.find(keyOf(id), signal),
    async knows(id, seed, signal) {
      const remembered = await seeds.recall(id, signal);
      if (remembered?.digest !== (await digestOf(seed))) return false;
      return remembered.state === "adopted" || seed.kind === "code";
    },
    async adopt(id, brought, signal) {
      const digest = await digestOf(brought.seed);
      const app = await keepApp(need, brought.app, signal);
      await checkApp(need, { brought, app }, signal);
      // Before the exchange, so that neither a crash nor a twin leads to a second one: using a code twice ends the access for good.
      await seeds.claim(id, { digest, once: brought.seed.kind === "code" }, signal);
      const tokens = await tokensOf(need, { brought, app }, signal);
      const seed = await digestOf(lastingPart(brought.seed));
      const grant = await broker.create({ key: keyOf(id), variant: brought.variant, app, tokens, seed }, signal);
      await seeds.remember(id, { digest, state: "adopted", grantId: id }, signal);
      return grant;
    },
    async refresh(id, signal) {
      const { generation } = (await broker.find(keyOf(id), signal)) ?? { generation: 0 };
      await broker.accessToken(keyOf(id), { newerThan: generation }, signal);
      return (await broker.find(keyOf(id), signal)) ?? vanished(id);
    },
    disconnect: (id, signal) => broker.disconnect(keyOf(id), signal),
    route: ({ id, account }, apiBase) => ({ apiBase, credentials: brokerCredentials(broker, keyOf(id)), signedIn: account || id }),
  };
}

/** Tokens of a broker as credentials. */
function brokerCredentials(broker: TokenBroker, key: GrantKey): CredentialSource {
  async function ask(want: { readonly newerThan?: number }, signal: AbortSignal): Promise<Credential> {
    const { token, generation } = await broker.accessToken(key, want, signal);
    return { secret: token, generation };
  }
  return {
    kind: "token",
    current: (signal) => ask({}, signal),
    renew: ({ generation }, signal) => ask({ newerThan: generation }, signal),
  };
}

type Bringing = { readonly brought: BroughtGrant; readonly app: OAuthAppRef };

async function keepApp({ ownApps, owner }: LocalGrantsNeed, app: OwnApp | null, signal: AbortSignal): Promise<OAuthAppRef> {
  if (app === null) return { kind: "deployment" };
  const { clientId, clientSecret, variant, mode, channel } = app;
  if (clientSecret !== null) await ownApps.put(owner, { clientId, clientSecret, variant, mode, channel }, signal);
  return { kind: "own", clientId };
}

/** Fails now rather than at the first renewal, when there is no app to renew with. */
async function checkApp(need: LocalGrantsNeed, { brought, app }: Bringing, signal: AbortSignal): Promise<void> {
  const { seed, variant } = brought;
  if (seed.kind === "code" || seed.refreshToken !== null) await need.findApp({ owner: need.owner, ref: app, variant, mode: modeOf(brought) }, signal);
}

async function tokensOf(need: LocalGrantsNeed, { brought, app }: Bringing, signal: AbortSignal): Promise<IssuedTokens> {
  const { seed, variant } = brought;
  const mode = modeOf(brought);
  if (seed.kind === "tokens") return broughtTokens(seed, { variant, mode, now: need.clock.now() });
  const found = await need.findApp({ owner: need.owner, ref: app, variant, mode }, signal);
  return need.tokenEndpoint.exchangeCode(found, seed.code, signal);
}

/** What nothing tells counts as live, so that it goes to Stripe only. */
const modeOf = ({ mode, app }: BroughtGrant) => mode ?? app?.mode ?? "live";

/** What tells brought tokens from others: the refresh token, whichever access token stands beside it. */
function lastingPart(seed: GrantSeed): GrantSeed {
  return seed.kind === "tokens" && seed.refreshToken !== null ? { ...seed, accessToken: null } : seed;
}

type TokenSeed = Extract<GrantSeed, { kind: "tokens" }>;
type SeedFacts = { readonly variant: OAuthVariant; readonly mode: IssuedTokens["mode"]; readonly now: number };

/** Without an access token the first use gets one; the account is told by the first renewal. */
function broughtTokens(seed: TokenSeed, { variant, mode, now }: SeedFacts): IssuedTokens {
  const { accessToken, refreshToken } = seed;
  const expiresIn = accessToken === null ? 0 : secondsLeft(seed, { variant, now });
  return { accessToken: accessToken ?? new Secret(""), refreshToken, account: "", mode, expiresIn, scope: "" };
}

/** Seconds that an access token of a Stripe App lives. */
const usualLife = 3600;

/** `null`: nothing tells, so Stripe's 401 will; what cannot be renewed (it may be a key) is used as long as it works. */
function secondsLeft({ refreshToken, expiresIn, issuedAt }: TokenSeed, { variant, now }: Pick<SeedFacts, "variant" | "now">): number | null {
  const told = expiresIn !== null || issuedAt !== null;
  if (!told && (variant === "connect" || refreshToken === null)) return null;
  const age = issuedAt === null ? 0 : (now - issuedAt) / 1000;
  return Math.max(0, Math.floor((expiresIn ?? usualLife) - age));
}

function vanished(id: string): GrantSummary {
  throw new Error(`the grant ${id} was removed while it was renewed`);
}
