import { gatewayPaths } from "../auth/gateway-api";
import type { GatewayClient } from "../auth/gateway-client";
import type { GrantSummary } from "../auth/grant";
import type { Identity } from "../auth/identity";
import { Secret } from "../base/secret";
import type { CredentialSource } from "../stripe/credential";
import { badSetting } from "./bad-setting";
import type { BroughtGrant, GrantPlace } from "./grant-place";
import { digestOf, type SeedMemory } from "./seed-memory";
import { defaultLocationName } from "./settings-location";
import type { OwnApp } from "./sign-in-plan";

export type GatewayGrantsNeed = {
  readonly client: Pick<GatewayClient, "origin" | "grants" | "grant" | "adopt" | "refresh" | "disconnect" | "apps">;
  readonly identity: Pick<Identity, "authorization">;
  /** Of this device; the gateway itself remembers no digests. */
  readonly seeds: SeedMemory;
};

/** Grants that a gateway keeps: it renews the tokens and reads Stripe for us, so that no token comes here. */
export function createGatewayGrants({ client, identity, seeds }: GatewayGrantsNeed): GrantPlace {
  /** The gateway names a grant by what it is for; a name of our own stands for one that was adopted under it. */
  async function find(id: string, signal: AbortSignal): Promise<GrantSummary | null> {
    const adopted = (await seeds.recall(id, signal))?.grantId ?? null;
    if (adopted !== null) return client.grant(adopted, signal);
    return id === defaultLocationName ? onlyOne(await client.grants(signal)) : client.grant(id, signal);
  }
  const idOf = async (id: string, signal: AbortSignal) => (await find(id, signal))?.id ?? id;

  return {
    kind: "roaming",
    find,
    /** Where this device remembers nothing, a grant at the gateway is the newer one: a refresh token is used up by one use. */
    async knows(id, seed, signal) {
      const remembered = await seeds.recall(id, signal);
      if (remembered === null) return (await find(id, signal)) !== null;
      return remembered.state === "adopted" && remembered.digest === (await digestOf(seed));
    },
    async adopt(id, brought, signal) {
      const grant = await adoptTokens(client, brought, signal);
      await seeds.remember(id, { digest: await digestOf(brought.seed), state: "adopted", grantId: grant.id }, signal);
      return grant;
    },
    refresh: async (id, signal) => client.refresh(await idOf(id, signal), signal),
    disconnect: async (id, signal) => client.disconnect(await idOf(id, signal), signal),
    route: (grant) => ({
      apiBase: `${client.origin}${gatewayPaths.stripe(grant.id)}`,
      credentials: identityCredentials(identity),
      signedIn: grant.account || grant.id,
    }),
  };
}

async function adoptTokens(client: GatewayGrantsNeed["client"], brought: BroughtGrant, signal: AbortSignal): Promise<GrantSummary> {
  const { seed, app, variant, mode } = brought;
  if (seed.kind === "code") throw codeAtGateway();
  const { accessToken, refreshToken } = seed;
  if (refreshToken === null) throw nothingToRenew();
  await keepApp(client, app, signal);
  return client.adopt({ variant, clientId: app?.clientId ?? null, mode: mode ?? app?.mode ?? "live", accessToken, refreshToken }, signal);
}

async function keepApp({ apps }: GatewayGrantsNeed["client"], app: OwnApp | null, signal: AbortSignal): Promise<void> {
  if (app === null || app.clientSecret === null) return;
  const { clientId, clientSecret, variant, mode, channel } = app;
  await apps.put({ clientId, clientSecret, variant, mode, channel }, signal);
}

/** What proves to the gateway who asks; a new proof is made when the last one was refused. */
function identityCredentials(identity: Pick<Identity, "authorization">): CredentialSource {
  let generation = 1;
  const current = async (signal: AbortSignal) => {
    const authorization = await identity.authorization(signal);
    return { secret: new Secret(authorization.replace(/^Bearer /, "")), generation };
  };
  return {
    kind: "token",
    current,
    async renew(refused, signal) {
      const next = await current(signal);
      if (next.secret.reveal() === refused.secret.reveal()) return null;
      generation = Math.max(generation, refused.generation + 1);
      return { ...next, generation };
    },
  };
}

function onlyOne(grants: readonly GrantSummary[]): GrantSummary | null {
  const [first = null, ...others] = grants;
  if (others.length === 0) return first;
  throw badSetting(
    "The gateway keeps several sign-ins of yours.",
    `Name one of them: ${grants.map(({ id }) => `OAuthSettingsLocation=roaming:${id}`).join(" or ")}.`,
  );
}

const codeAtGateway = () =>
  badSetting("A gateway takes no OAuthVerifier from the settings.", "Sign in with New connection in the add-in or xlstripe connect, and type the code there.");

const nothingToRenew = () =>
  badSetting(
    "A gateway keeps only tokens that it can renew, and OAuthRefreshToken is missing.",
    "Give OAuthRefreshToken too, or keep the token elsewhere (OAuthSettingsLocation=memory:), or use it as it is with InitiateOAuth=OFF.",
  );
