import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { openSandboxWorld, type SandboxWorld, type TokenRow } from "./sandbox-world";

let world: SandboxWorld;

beforeAll(async () => {
  world = await openSandboxWorld();
});

afterAll(() => world.close());

const secret = { SECRET: "sk_test_sandbox" };
const count = "SELECT count(*) AS n FROM charges";
const app = () => `OAuthClientId=ca_sandbox;OAuthClientSecret=@env:SECRET;ApiBase=${world.origin}`;
const kept = (location: string) => `InitiateOAuth=REFRESH;OAuthSettingsLocation=${location};ApiBase=${world.origin}`;

/** Signs in and keeps the tokens in a file. */
async function signIn(location: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const code = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
  const args = ["exec", "GetOAuthAccessToken", "AuthMode=WEB", "Verifier=@env:CODE", "--connection", `OAuthSettingsLocation=${location};${app()}`];
  await world.rows(args, { ...secret, ...env, CODE: code });
}

describe("a file of OAuthSettingsLocation", () => {
  test("is refused on another machine until it is taken over, and then refused on the first", async () => {
    const here = join(world.folder, "tokens");
    const there = join(world.folder, "moved", "tokens");
    await signIn(here);
    mkdirSync(join(world.folder, "moved"));
    for (const end of ["", ".key"]) renameSync(here + end, there + end);
    const other = { XLSTRIPE_HOME: join(world.folder, "other-machine") };
    const refused = await world.run(["query", count, "--connection", kept(there)], other);
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.err).toMatch(/belongs to another machine\. .*--take-over\. It is a move, not a copy/);

    const taken = await world.run(["query", count, "--connection", kept(there), "--take-over"], other);
    expect(taken).toMatchObject({ code: 0, err: expect.stringContaining("do not use the file on the other machine any more") as unknown });
    expect((await world.run(["query", count, "--connection", kept(there)], other)).code).toBe(0);
    expect((await world.run(["query", count, "--connection", kept(there)])).code).toBe(2);
  });

  test("takes over the saved connections too", async () => {
    const code = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    const settings = ["InitiateOAuth=GETANDREFRESH", "OAuthVerifier=@env:CODE", ...app().split(";")];
    expect((await world.run(["connect", "--name", "moved", ...settings], { ...secret, CODE: code })).code).toBe(0);
    rmSync(join(world.home, "machine-id"));
    expect(await world.run(["query", count, "--connection", "moved"])).toMatchObject({ code: 2, out: "" });
    expect((await world.run(["query", count, "--connection", "moved", "--take-over"])).code).toBe(0);
    expect((await world.run(["query", count, "--connection", "moved"])).code).toBe(0);
  });

  test("has its key beside it, or where XLSTRIPE_TOKEN_KEY_FILE says; both only for this person", async () => {
    const beside = join(world.folder, "beside");
    await signIn(beside);
    const elsewhere = join(world.folder, "elsewhere");
    const key = { XLSTRIPE_TOKEN_KEY_FILE: join(world.folder, "secrets", "key") };
    await signIn(elsewhere, key);
    expect(existsSync(`${elsewhere}.key`)).toBe(false);
    for (const file of [beside, `${beside}.key`, elsewhere, key.XLSTRIPE_TOKEN_KEY_FILE]) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await world.run(["query", count, "--connection", kept(elsewhere)], key)).code).toBe(0);
    const without = await world.run(["query", count, "--connection", kept(elsewhere)]);
    expect(without).toMatchObject({ code: 2, err: expect.stringMatching(/key file .*elsewhere\.key does not exist/) as unknown });
  });

  test("five refreshes at once make one chain of tokens: nobody is signed out", async () => {
    const location = join(world.folder, "contended");
    await signIn(location);
    const refresh = () => world.run(["exec", "RefreshOAuthAccessToken", "--connection", `OAuthSettingsLocation=${location};${app()}`], secret);
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(refresh));
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect((await world.run(["query", count, "--connection", kept(location)])).code).toBe(0);
  });

  test("gets the answer of a refresh that Ctrl-C came into, so that nobody is signed out", async () => {
    const location = join(world.folder, "interrupted");
    await signIn(location);
    const interrupted = new AbortController();
    const handle = world.sandbox.handle.bind(world.sandbox);
    Object.assign(world.sandbox, {
      async handle(request: Request): Promise<Response> {
        const answer = await handle(request);
        if (!request.url.endsWith("/v1/oauth/token")) return answer;
        interrupted.abort();
        await new Promise((resolve) => setTimeout(resolve, 100));
        return answer;
      },
    });
    const outcome = await world.run(["exec", "RefreshOAuthAccessToken", "--connection", kept(location)], {}, { signal: interrupted.signal });
    Object.assign(world.sandbox, { handle });
    expect(outcome.code).toBe(130);
    expect((await world.run(["query", count, "--connection", kept(location)])).code).toBe(0);
  });
});

describe("InitiateOAuth on the command line", () => {
  async function tokens(): Promise<TokenRow> {
    const code = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    const args = ["exec", "GetOAuthAccessToken", "AuthMode=WEB", "Verifier=@env:CODE", "--connection", app(), "--show"];
    return (await world.rows<TokenRow>(args, { ...secret, CODE: code }))[0]!;
  }

  test("OFF uses the token as it is, and exits with 4 when it has ended", async () => {
    const { OAuthAccessToken: TOKEN } = await tokens();
    const off = `InitiateOAuth=OFF;OAuthAccessToken=@env:TOKEN;ApiBase=${world.origin}`;
    expect((await world.run(["query", count, "--connection", off], { TOKEN })).code).toBe(0);
    world.sandbox.oauth.uninstall("ca_sandbox", world.sandbox.accounts().platform);
    expect(await world.run(["query", count, "--connection", off], { TOKEN })).toMatchObject({ code: 4, out: "" });
  });

  test("REFRESH never asks: without kept tokens it exits with 4", async () => {
    const asked = await world.run(["query", count, "--connection", kept(join(world.folder, "nothing-yet"))]);
    expect(asked).toMatchObject({ code: 4, out: "", err: expect.stringMatching(/Nobody has signed in yet/) as unknown });
  });

  test("GETANDREFRESH takes a verifier once, keeps the tokens and ignores the used verifier later", async () => {
    const CODE = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    const once = `InitiateOAuth=GETANDREFRESH;OAuthVerifier=@env:CODE;OAuthSettingsLocation=${join(world.folder, "verified")};${app()}`;
    const run = () => world.run(["query", count, "--connection", once], { ...secret, CODE });
    expect((await run()).code).toBe(0);
    expect((await run()).code).toBe(0);
  });

  test("memory: keeps tokens until the program ends", async () => {
    const { OAuthRefreshToken: RENEW } = await tokens();
    const memory = `InitiateOAuth=REFRESH;OAuthRefreshToken=@env:RENEW;OAuthSettingsLocation=memory:;${app()}`;
    expect((await world.run(["query", count, "--connection", memory], { ...secret, RENEW })).code).toBe(0);
    expect(await world.run(["query", count, "--connection", memory], { ...secret, RENEW })).toMatchObject({ code: 4, out: "" });
  });
});
