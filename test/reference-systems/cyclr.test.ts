import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSettings } from "../../src/gateway/settings/read-settings";
import { type RunningGateway, startGateway } from "../../src/gateway/start-gateway";
import type { Person } from "../cli/run-xlstripe";
import { openSandboxWorld, type SandboxWorld, type TokenRow } from "../cli/sandbox-world";
import { decide } from "./person";

let world: SandboxWorld;

beforeAll(async () => {
  world = await openSandboxWorld();
});

afterAll(() => world.close());

const count = async (name: string) => (await world.rows<{ n: number }>(["query", "SELECT count(*) AS n FROM charges", "--connection", name]))[0]!.n;

/** A gateway of this computer that has the sandbox's OAuth app as its own. */
function startDeployment(): Promise<RunningGateway> {
  const env = {
    XLSTRIPE_PORT: "0",
    XLSTRIPE_APPS_TEST_CLIENT_ID: "ca_sandbox",
    XLSTRIPE_APPS_TEST_SECRET_KEY: "sk_test_sandbox",
    XLSTRIPE_TEST_API_ROOT: world.origin,
  };
  return startGateway(readSettings(env, { dataFolder: mkdtempSync(join(world.folder, "gateway-")) }), { log: () => undefined });
}

/** What the person does: allows at Stripe, then reads the code on the gateway's last page. */
async function signInAtGateway(page: string): Promise<string> {
  const consent = await fetch(page, { redirect: "manual" });
  const last = await fetch(await decide(consent.headers.get("location") ?? ""));
  return /<p class="code">([\w-]+)<\/p>/.exec(await last.text())?.[1] ?? "";
}

describe("the recipe of Cyclr", () => {
  test("client id and secret per connection: two connections of two accounts sign in with an app of their own", async () => {
    const { platform, connected } = world.sandbox.accounts();
    const secret = { SECRET: "sk_test_sandbox" };
    const app = ["OAuthClientId=ca_sandbox", "OAuthClientSecret=@env:SECRET", `ApiBase=${world.origin}`];
    for (const [name, account] of [["head-office", platform], ["branch", connected]] as const) {
      const code = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox", account });
      await world.rows(["connect", "--name", name, ...app, "OAuthVerifier=@env:CODE"], { ...secret, CODE: code });
    }
    expect(await count("head-office")).toBe(world.sandbox.all("charge", platform).length);
    expect(await count("branch")).toBe(world.sandbox.all("charge", connected).length);
  });

  test("client id and secret once for the deployment: a gateway has them, connections name only the gateway", async () => {
    const gateway = await startDeployment();
    try {
      let page = "";
      const person: Person = {
        browse: (url) => Promise.resolve(void (page = url)),
        answer: () => signInAtGateway(page),
      };
      const [made] = await world.rows(["connect", "--name", "team", `Gateway=${gateway.publicUrl}`], {}, person);
      expect(made).toMatchObject({ mode: "test", sign_in: "OAuth", account: world.sandbox.accounts().platform });
      expect(await count("team")).toBe(world.sandbox.all("charge").length);
      expect(await world.run(["disconnect", "team"])).toMatchObject({ code: 0 });
    } finally {
      await gateway.stop();
    }
  });

  test("the procedures work through the gateway: its tokens are renewed and never shown", async () => {
    const gateway = await startDeployment();
    try {
      const exec = async (...args: readonly string[]) => (await world.rows<TokenRow & { URL: string }>(["exec", ...args, "--connection", `Gateway=${gateway.publicUrl}`, "--show"]))[0]!;
      const { URL: page } = await exec("GetOAuthAuthorizationURL", "AuthMode=WEB");
      const file = join(world.folder, "typed-code");
      writeFileSync(file, await signInAtGateway(page));
      const kept = `(kept at ${gateway.publicUrl})`;
      const first = await exec("GetOAuthAccessToken", "AuthMode=WEB", `Verifier=@file:${file}`);
      expect(first).toEqual({ OAuthAccessToken: kept, OAuthRefreshToken: kept, ExpiresIn: 3600, AccountId: world.sandbox.accounts().platform });
      expect(await exec("RefreshOAuthAccessToken")).toEqual({ OAuthAccessToken: kept, OAuthRefreshToken: kept, ExpiresIn: 3600 });
    } finally {
      await gateway.stop();
    }
  });
});
