import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { freePort } from "../cli/free-port";
import { openSandboxWorld, type SandboxWorld, type TokenRow } from "../cli/sandbox-world";
import { browse, codeIn, decide } from "./person";

let world: SandboxWorld;

beforeAll(async () => {
  world = await openSandboxWorld();
});

afterAll(() => world.close());

const secret = { SECRET: "sk_test_sandbox" };
const count = "SELECT count(*) AS n FROM charges";

describe("the recipes of the Tableau connector", () => {
  test("an sk_ key works in OAuthAccessToken", async () => {
    const connection = `InitiateOAuth=OFF;OAuthAccessToken=@env:SECRET;ApiBase=${world.origin}`;
    const [row] = await world.rows<{ n: number }>(["query", count, "--connection", connection], secret);
    expect(row).toEqual({ n: world.sandbox.all("charge").length });
  });

  test("the desktop flow: GetOAuthAccessToken with AuthMode=APP opens the browser and catches the answer", async () => {
    const connection = `OAuthClientId=ca_sandbox;OAuthClientSecret=@env:SECRET;CallbackURL=http://localhost:${await freePort()};ApiBase=${world.origin}`;
    const [tokens] = await world.rows<TokenRow>(["exec", "GetOAuthAccessToken", "--connection", connection, "--show"], secret, { browse });
    expect(tokens).toMatchObject({ ExpiresIn: 3600, AccountId: world.sandbox.accounts().platform });
    const [row] = await world.rows(["query", count, "--connection", `OAuthAccessToken=@env:TOKEN;ApiBase=${world.origin}`], { TOKEN: tokens!.OAuthAccessToken });
    expect(row).toEqual({ n: world.sandbox.all("charge").length });
  });

  test("the web flow: URL, the person allows, the code is exchanged for tokens", async () => {
    const connection = `OAuthClientId=ca_sandbox;OAuthClientSecret=@env:SECRET;CallbackURL=https://localhost/app;ApiBase=${world.origin}`;
    const [page] = await world.rows<{ URL: string }>(["exec", "GetOAuthAuthorizationURL", "State=mine", "--connection", connection], secret);
    const callback = await decide(page!.URL);
    expect(callback).toMatch(/^https:\/\/localhost\/app\?code=ac_\w+&state=mine$/);
    const inputs = ["AuthMode=WEB", "State=mine", "Verifier=@env:CALLBACK"];
    const [tokens] = await world.rows<TokenRow>(["exec", "GetOAuthAccessToken", ...inputs, "--connection", connection], { ...secret, CALLBACK: callback });
    expect(tokens!.OAuthAccessToken).toMatch(/^sk_test_…\w{4}$/);
    expect(codeIn(callback)).not.toBe("");
  });
});
