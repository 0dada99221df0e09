import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openSandboxWorld, type SandboxWorld, type TokenRow } from "../cli/sandbox-world";
import { codeIn, decide } from "./person";

let world: SandboxWorld;

const callback = "https://shop.example/stripe/callback";

beforeAll(async () => {
  world = await openSandboxWorld({ redirectUris: [callback] });
});

afterAll(() => world.close());

type Manifest = {
  readonly stripe_api_access_type: string;
  readonly distribution_type: string;
  readonly allowed_redirect_uris: readonly string[];
  readonly permissions: readonly { readonly permission: string }[];
};

describe("the recipe of the Python connector", () => {
  test("custom Stripe App: manifest, install link with state, exchange, rolling refresh, and a request that validates the token", async () => {
    expect(await world.run(["app", "init", join(world.folder, "app"), "--callback", callback])).toMatchObject({ code: 0 });
    const manifest = JSON.parse(readFileSync(join(world.folder, "app", "stripe-app.json"), "utf8")) as Manifest;
    expect(manifest).toMatchObject({ stripe_api_access_type: "oauth", distribution_type: "public", allowed_redirect_uris: [callback] });
    expect(manifest.permissions.length).toBeGreaterThan(10);

    const SECRET = "sk_test_sandbox";
    const app = `OAuthClientId=ca_sandbox;OAuthClientSecret=@env:SECRET;OAuthChannel=chnlink_sandbox;CallbackURL=${manifest.allowed_redirect_uris[0]};ApiBase=${world.origin}`;
    const exec = async (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
      (await world.rows<TokenRow & { URL: string }>(["exec", ...args, "--connection", app, "--show"], { SECRET, ...more }))[0]!;

    const link = new URL((await exec(["GetOAuthAuthorizationURL", "State=csrf-1"])).URL);
    expect(link.pathname).toBe("/oauth/v2/chnlink_sandbox/authorize");
    const answer = await decide(link.href);
    expect(new URL(answer).searchParams.get("state")).toBe("csrf-1");

    const first = await exec(["GetOAuthAccessToken", "AuthMode=WEB", "Verifier=@env:CODE"], { CODE: codeIn(answer) });
    const second = await exec(["RefreshOAuthAccessToken", "OAuthRefreshToken=@env:RENEW"], { RENEW: first.OAuthRefreshToken });
    const third = await exec(["RefreshOAuthAccessToken", "OAuthRefreshToken=@env:RENEW"], { RENEW: second.OAuthRefreshToken });
    expect(new Set([first, second, third].map(({ OAuthRefreshToken }) => OAuthRefreshToken)).size).toBe(3);

    const account = (token: string) => fetch(`${world.origin}/v1/account`, { headers: { authorization: `Bearer ${token}` } });
    expect((await account(first.OAuthAccessToken)).status).toBe(401);
    const valid = await account(third.OAuthAccessToken);
    expect([valid.status, ((await valid.json()) as { id: string }).id]).toEqual([200, first.AccountId]);
  });
});
