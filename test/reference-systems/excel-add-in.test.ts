import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { join } from "node:path";
import { openSandboxWorld, type SandboxWorld, type TokenRow } from "../cli/sandbox-world";

let world: SandboxWorld;

beforeAll(async () => {
  world = await openSandboxWorld();
});

afterAll(() => world.close());

const secret = { SECRET: "sk_test_sandbox" };
const app = () => `OAuthClientId=ca_sandbox;OAuthClientSecret=@env:SECRET;ApiBase=${world.origin}`;
const count = "SELECT count(*) AS n FROM charges";

describe("the recipe of the Excel add-in", () => {
  test("first connect with REFRESH, tokens and OAuthSettingsLocation, next connect with only InitiateOAuth and OAuthSettingsLocation", async () => {
    const CODE = await world.consent(app(), secret);
    const [tokens] = await world.rows<TokenRow>(["exec", "GetOAuthAccessToken", "AuthMode=WEB", "Verifier=@env:CODE", "--connection", app(), "--show"], { ...secret, CODE });
    const location = join(world.folder, "OAuthSettings");

    const first = `InitiateOAuth=REFRESH;OAuthAccessToken=@env:ACCESS;OAuthRefreshToken=@env:REFRESH;OAuthSettingsLocation=${location};${app()}`;
    const brought = { ...secret, ACCESS: tokens!.OAuthAccessToken, REFRESH: tokens!.OAuthRefreshToken };
    const [one] = await world.rows<{ n: number }>(["query", count, "--connection", first], brought);

    const next = `InitiateOAuth=REFRESH;OAuthSettingsLocation=${location};ApiBase=${world.origin}`;
    const [two] = await world.rows<{ n: number }>(["query", count, "--connection", next]);
    expect(two).toEqual(one);
    expect(two!.n).toBeGreaterThan(0);
  });

  test("RefreshOAuthAccessToken by hand renews what is kept, and the next connect uses the new token", async () => {
    const location = join(world.folder, "by-hand");
    const keeping = `OAuthSettingsLocation=${location};${app()}`;
    const CODE = await world.consent(keeping, secret);
    await world.rows(["exec", "GetOAuthAccessToken", "AuthMode=WEB", "Verifier=@env:CODE", "--connection", keeping], { ...secret, CODE });
    const [renewed] = await world.rows<TokenRow>(["exec", "RefreshOAuthAccessToken", "--connection", keeping], secret);
    expect(renewed).toEqual({ OAuthAccessToken: `(kept in ${location})`, OAuthRefreshToken: `(kept in ${location})`, ExpiresIn: 3600 });
    const next = `InitiateOAuth=REFRESH;OAuthSettingsLocation=${location};ApiBase=${world.origin}`;
    expect(await world.rows(["query", count, "--connection", next])).toHaveLength(1);

    world.sandbox.oauth.clearTokenRequests();
    expect(await world.rows(["exec", "RefreshOAuthAccessToken", "--connection", next])).toEqual([renewed]);
    expect(world.sandbox.oauth.tokenRequests()).toHaveLength(1);
    const other = await world.run(["exec", "GetOAuthAuthorizationURL", "--connection", next]);
    expect(other).toMatchObject({ code: 2, out: "", err: expect.stringContaining("The connection names no OAuth app.") as unknown });
  });

  test("AccountId reads a connected account", async () => {
    const { platform, connected } = world.sandbox.accounts();
    const read = async (account: string) =>
      world.rows<{ n: number }>(["query", count, "--connection", `ApiKey=@env:SECRET;ApiBase=${world.origin};AccountId=${account}`], secret);
    expect(await read(connected)).toEqual([{ n: world.sandbox.all("charge", connected).length }]);
    expect(await read(platform)).toEqual([{ n: world.sandbox.all("charge", platform).length }]);
  });

  test("a saved connection does the same by its name", async () => {
    const CODE = await world.consent(app(), secret);
    const [tokens] = await world.rows<TokenRow>(["exec", "GetOAuthAccessToken", "AuthMode=WEB", "Verifier=@env:CODE", "--connection", app(), "--show"], { ...secret, CODE });
    const settings = ["InitiateOAuth=REFRESH", "OAuthRefreshToken=@env:REFRESH", "OAuthClientId=ca_sandbox", "OAuthClientSecret=@env:SECRET", `ApiBase=${world.origin}`];
    await world.rows(["connect", "--name", "books", ...settings], { ...secret, REFRESH: tokens!.OAuthRefreshToken });
    expect(await world.rows(["query", count, "--connection", "Books"])).toHaveLength(1);
    expect(await world.rows(["connections"])).toEqual([expect.objectContaining({ name: "books", mode: "test", sign_in: "OAuth" })]);
  });
});
