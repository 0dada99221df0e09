import { describe, expect, test } from "@jest/globals";
import type { AdoptedTokens } from "../../src/auth/gateway-client";
import type { GrantSummary } from "../../src/auth/grant";
import type { KeptApp } from "../../src/auth/own-apps";
import { Secret } from "../../src/base/secret";
import { createGatewayGrants } from "../../src/connections/gateway-grants";
import { openConnection } from "../../src/connections/open-connection";
import { openRoute } from "../../src/connections/open-route";
import { planSignIn } from "../../src/connections/plan-sign-in";
import { createProfile } from "../../src/connections/profile";
import { type GivenSettings, readSettings } from "../../src/connections/read-settings";
import { createSeedMemory } from "../../src/connections/seed-memory";
import { pageSignIn } from "../../src/connections/sign-in-surroundings";
import { createMemoryRecords } from "../../src/platform/memory-records";
import type { HttpReply, HttpRequest } from "../../src/platform/ports";
import { createFakeClock } from "../fakes/fake-clock";

const never = new AbortController().signal;
const reading = { signal: never, onRequest: () => undefined };
const account = { path: "/v1/account", query: [] } as const;
const origin = "https://gateway.example";
const tokens = { InitiateOAuth: "REFRESH", OAuthAccessToken: "at_1", OAuthRefreshToken: "rt_1", Mode: "test" };

const grantOf = (id: string): GrantSummary => ({
  id,
  state: "ACTIVE",
  variant: "apps",
  mode: "test",
  account: "acct_1",
  generation: 1,
  accessExpiresAt: null,
  reason: null,
});

/** A gateway that remembers what it is told, and a device that uses it. */
function createWorld(kept: readonly GrantSummary[] = []) {
  const grants = [...kept];
  const adopted: AdoptedTokens[] = [];
  const apps: KeptApp[] = [];
  const byId = (id: string) => grants.find((one) => one.id === id) ?? null;
  const client = {
    origin,
    grants: () => Promise.resolve(grants),
    grant: (id: string) => Promise.resolve(byId(id)),
    adopt(brought: AdoptedTokens) {
      adopted.push(brought);
      const grant = grantOf(`acct_${adopted.length}.test.apps`);
      grants.push(grant);
      return Promise.resolve(grant);
    },
    refresh: (id: string) => Promise.resolve(byId(id)!),
    disconnect: (id: string) => Promise.resolve(void grants.splice(grants.findIndex((one) => one.id === id), 1)),
    apps: { list: () => Promise.resolve([]), put: (app: KeptApp) => Promise.resolve(void apps.push(app)), remove: () => Promise.resolve() },
  };
  let proof = 1;
  const identity = { authorization: () => Promise.resolve(`Bearer proof-${proof}`) };
  const place = createGatewayGrants({ client, identity, seeds: createSeedMemory(createMemoryRecords(), "me") });

  async function connect(given: GivenSettings, reply: () => HttpReply = () => ({ status: 200, headers: {}, text: '{"object":"account"}' })) {
    const sent: HttpRequest[] = [];
    const settings = readSettings(given);
    const plan = planSignIn(settings, pageSignIn({ gateway: true }));
    const clock = createFakeClock();
    const planned = { plan, profile: createProfile(settings, plan, []) };
    const opened = await openRoute(planned, { clock, openGrantPlace: () => Promise.resolve(place) }, never);
    const send = (request: HttpRequest) => Promise.resolve((sent.push(request), reply()));
    return { ...openConnection(opened.profile, opened.route, { send, clock, random: () => 0 }), grant: opened.grant, sent, clock };
  }
  return { connect, place, adopted, apps, newProof: () => void proof++ };
}

describe("Grants at a gateway", () => {
  test("are read through the gateway, with the identity's proof and no token of Stripe's", async () => {
    const world = createWorld([grantOf("acct_1.test.apps")]);
    const { client, sent, profile } = await world.connect({ InitiateOAuth: "REFRESH", AccountId: "acct_9" });
    await client.get(account, reading);
    expect(sent).toMatchObject([
      { url: `${origin}/v1/stripe/acct_1.test.apps/v1/account`, headers: { Authorization: "Bearer proof-1", "Stripe-Account": "acct_9" } },
    ]);
    expect(profile).toMatchObject({ signIn: "oauth", mode: "test", apiBase: "https://api.stripe.com" });
  });

  test("are adopted once from tokens in the settings, under a name of one's own too", async () => {
    const world = createWorld();
    const settings = { ...tokens, OAuthSettingsLocation: "roaming:shop" };
    const first = await world.connect(settings);
    const again = await world.connect(settings);
    const later = await world.connect({ InitiateOAuth: "REFRESH", OAuthSettingsLocation: "roaming:shop" });
    expect([first, again, later].map(({ grant }) => grant?.id)).toEqual(Array(3).fill("acct_1.test.apps"));
    expect(world.adopted).toMatchObject([{ variant: "apps", clientId: null, mode: "test" }]);
    expect(world.adopted[0]?.refreshToken.reveal()).toBe("rt_1");
  });

  test("are replaced by other tokens that a person has put into the settings since", async () => {
    const world = createWorld();
    await world.connect(tokens);
    expect((await world.connect({ ...tokens, OAuthRefreshToken: "rt_2" })).grant?.id).toBe("acct_2.test.apps");
  });

  test("win over tokens that this device has never seen, since the gateway may have used those up", async () => {
    const world = createWorld([grantOf("acct_7.test.apps")]);
    expect((await world.connect(tokens)).grant?.id).toBe("acct_7.test.apps");
    expect(world.adopted).toEqual([]);
  });

  test("of an own app: its secret is handed over once, and not needed later", async () => {
    const world = createWorld();
    const own = { OAuthClientId: "ca_1", OAuthClientSecret: new Secret("sk_test_dev") };
    await world.connect({ ...tokens, ...own });
    await world.connect({ InitiateOAuth: "REFRESH", OAuthClientId: "ca_1" });
    expect(world.apps.map(({ clientId, clientSecret }) => [clientId, clientSecret.reveal()])).toEqual([["ca_1", "sk_test_dev"]]);
    expect(world.adopted).toMatchObject([{ clientId: "ca_1" }]);
  });

  test("have to be named when there are several", async () => {
    const world = createWorld([grantOf("acct_1.test.apps"), grantOf("acct_2.test.apps")]);
    await expect(world.connect({ InitiateOAuth: "REFRESH" })).rejects.toMatchObject({
      code: "BAD_SETTING",
      hint: "Name one of them: OAuthSettingsLocation=roaming:acct_1.test.apps or OAuthSettingsLocation=roaming:acct_2.test.apps.",
    });
    const named = await world.connect({ InitiateOAuth: "REFRESH", OAuthSettingsLocation: "roaming:acct_2.test.apps" });
    expect(named.grant?.id).toBe("acct_2.test.apps");
  });

  test.each<[string, GivenSettings]>([
    ["a token that cannot be renewed", { ...tokens, OAuthRefreshToken: "" }],
    ["a code of another browser", { InitiateOAuth: "GETANDREFRESH", OAuthVerifier: "ac_1", Mode: "test" }],
  ])("are not made of %s", async (_, given) => {
    await expect(createWorld().connect(given)).rejects.toMatchObject({ code: "BAD_SETTING" });
  });

  test("prove anew who asks when the proof was refused, once", async () => {
    const world = createWorld([grantOf("acct_1.test.apps")]);
    const { client, sent, clock } = await world.connect({ InitiateOAuth: "REFRESH" }, () => {
      world.newProof();
      return { status: 401, headers: {}, text: '{"error":{"code":"REAUTH_REQUIRED","message":"The sign-in has ended.","hint":"Reconnect."}}' };
    });
    const refused = expect(client.get(account, reading)).rejects.toMatchObject({ code: "REAUTH_REQUIRED", message: "The sign-in has ended.", hint: "Reconnect." });
    await clock.advance(1_000);
    await refused;
    expect(sent.map(({ headers }) => headers["Authorization"])).toEqual(["Bearer proof-1", "Bearer proof-2"]);
  });

  test("are renewed and ended under the name that the settings use", async () => {
    const world = createWorld();
    await world.connect({ ...tokens, OAuthSettingsLocation: "roaming:shop" });
    expect((await world.place.refresh("shop", never)).id).toBe("acct_1.test.apps");
    await world.place.disconnect("shop", never);
    await expect(world.connect({ InitiateOAuth: "REFRESH", OAuthSettingsLocation: "roaming:shop" })).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
  });
});
