import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openSandboxWorld, type SandboxWorld } from "../cli/sandbox-world";

let world: SandboxWorld;

beforeAll(async () => {
  world = await openSandboxWorld();
});

afterAll(() => world.close());

describe("the recipe of Cyclr", () => {
  test("client id and secret per connection: two connections of two accounts sign in with an app of their own", async () => {
    const { platform, connected } = world.sandbox.accounts();
    const secret = { SECRET: "sk_test_sandbox" };
    const app = ["OAuthClientId=ca_sandbox", "OAuthClientSecret=@env:SECRET", `ApiBase=${world.origin}`];
    for (const [name, account] of [["head-office", platform], ["branch", connected]] as const) {
      const code = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox", account });
      await world.rows(["connect", "--name", name, ...app, "OAuthVerifier=@env:CODE"], { ...secret, CODE: code });
    }
    const count = async (name: string) => (await world.rows<{ n: number }>(["query", "SELECT count(*) AS n FROM charges", "--connection", name]))[0]!.n;
    expect(await count("head-office")).toBe(world.sandbox.all("charge", platform).length);
    expect(await count("branch")).toBe(world.sandbox.all("charge", connected).length);
  });
});
