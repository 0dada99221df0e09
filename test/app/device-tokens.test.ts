import { describe, expect, test } from "@jest/globals";

import type { DraftSettings } from "../../src/app/app-api";
import { withGrant } from "../../src/app/grant-settings";
import { Secret } from "../../src/base/secret";
import { readSettings } from "../../src/connections/read-settings";
import type { SendHttp } from "../../src/platform/ports";
import type { Sandbox } from "../../src/sandbox/sandbox";
import { going, sandboxRoot, startApp } from "./harness";

type Pair = { readonly access_token: string; readonly refresh_token: string };

/** Tokens of a sign-in that was done elsewhere. */
async function signInElsewhere(sandbox: Sandbox): Promise<Pair> {
  const code = sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
  const reply = await sandbox.handle(
    new Request(`${sandboxRoot}/v1/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa("sk_test_sandbox:")}`, "content-type": "application/x-www-form-urlencoded" },
      body: `grant_type=authorization_code&code=${code}`,
    }),
  );
  return (await reply.json()) as Pair;
}

const place: DraftSettings = {
  Name: "brought",
  OAuthSettingsLocation: "device:brought",
  OAuthClientSecret: new Secret("sk_test_sandbox"),
  Mode: "test",
  ApiBase: sandboxRoot,
};

const settingsFor = ({ access_token, refresh_token }: Pair): DraftSettings => ({
  ...place,
  InitiateOAuth: "REFRESH",
  OAuthClientId: "ca_sandbox",
  OAuthAccessToken: new Secret(access_token),
  OAuthRefreshToken: new Secret(refresh_token),
});

describe("tokens that a person brought, with an app of their own", () => {
  test("are kept on the device only, not in the settings, and are renewed there after a restart", async () => {
    const first = startApp();
    const pair = await signInElsewhere(first.sandbox);
    await first.app.connections.save({ settings: settingsFor(pair) }, going());
    const stored = (await first.store.load(going()))?.text ?? "";
    expect(stored).toContain("device:brought");
    for (const secret of [pair.access_token, pair.refresh_token, "sk_test_sandbox"]) expect(stored).not.toContain(secret);

    await first.clock.advance(2 * 3_600_000);
    const next = startApp(first.deps);
    const { rows } = await next.app.runQuery({ sql: "SELECT id FROM customers LIMIT 2", connection: "brought" }, { signal: going() });
    expect(rows).toHaveLength(2);
    const refreshes = first.sandbox.oauth.tokenRequests().filter(({ grantType }) => grantType === "refresh_token");
    expect(refreshes.length).toBeGreaterThan(0);
  });

  test("are shredded with the connection, and it is said when Stripe could not be told", async () => {
    const { deps, sandbox } = startApp();
    const send: SendHttp = (request, signal) =>
      request.url.endsWith("/oauth/deauthorize") ? Promise.reject(new TypeError("Failed to fetch")) : deps.send(request, signal);
    const { app } = startApp({ ...deps, send });
    const code = sandbox.oauth.issueCode({ clientId: "ca_sandbox_connect" });
    const connect = { OAuthApp: "Connect", OAuthClientId: "ca_sandbox_connect", InitiateOAuth: "GETANDREFRESH", OAuthVerifier: new Secret(code) };
    await app.connections.save({ settings: { ...place, ...connect } }, going());
    expect((await app.connections.remove("brought", going())).warning).toMatchObject({
      code: "STRIPE_UNAVAILABLE",
      message: 'The tokens of "brought" are destroyed here, but Stripe could not be told.',
    });
    expect(app.connections.list.get()).toEqual([]);
    const again = { Name: "brought", InitiateOAuth: "REFRESH", OAuthSettingsLocation: "device:brought", Mode: "test", ApiBase: sandboxRoot };
    await expect(app.connections.save({ settings: again }, going())).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
  });
});

describe("settings of a finished sign-in", () => {
  test("name the grant, however long its id is, and hold nothing secret", () => {
    const id = `acct_${"1".repeat(20)}.live.connect.ca_${"a".repeat(40)}`;
    const grant = { id, state: "ACTIVE", variant: "connect", mode: "live", account: "acct_1", generation: 1, accessExpiresAt: null, reason: null } as const;
    const settings = withGrant({ Name: "acme", ApiKey: new Secret("rk_live_1") }, grant);
    expect(Object.values(settings).some((value) => value instanceof Secret)).toBe(false);
    expect(readSettings(settings)).toMatchObject({ OAuthSettingsLocation: { kind: "roaming", name: id }, OAuthApp: "connect", Mode: "live" });
  });
});
