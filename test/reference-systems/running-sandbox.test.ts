import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { runByNpx } from "../cli/run-xlstripe";
import { codeIn, decide } from "./person";
import { type SandboxProcess, startSandboxProcess } from "./sandbox-process";

type Tokens = { readonly OAuthAccessToken: string; readonly OAuthRefreshToken: string; readonly ExpiresIn: number; readonly AccountId: string };

let sandbox: SandboxProcess;

beforeAll(async () => {
  sandbox = await startSandboxProcess();
});

afterAll(() => sandbox.end());

/** `npx --no-install xlstripe exec …` with the sandbox that runs. */
const exec = (args: readonly string[], secrets: Readonly<Record<string, string>> = {}) =>
  runByNpx(["exec", ...args, "--connection", "sandbox", "--format", "json"], { XLSTRIPE_SANDBOX: sandbox.origin, ...secrets });

async function row<T>(outcome: ReturnType<typeof exec>): Promise<T> {
  const { code, out, err } = await outcome;
  if (code !== 0) throw new Error(err);
  return (JSON.parse(out) as T[])[0]!;
}

describe("against a running xlstripe sandbox", () => {
  test("URL, consent, access token, query and refresh work, and the old refresh token then fails", async () => {
    const { URL: page } = await row<{ URL: string }>(exec(["GetOAuthAuthorizationURL", "State=from-here"]));
    expect(page.startsWith(`${sandbox.origin}/oauth/v2/authorize?`)).toBe(true);
    const callback = await decide(page);
    expect(new URL(callback).searchParams.get("state")).toBe("from-here");

    const CODE = codeIn(callback);
    const tokens = await row<Tokens>(exec(["GetOAuthAccessToken", "AuthMode=WEB", "Verifier=@env:CODE", "--show"], { CODE }));
    expect(tokens).toMatchObject({ ExpiresIn: 3600, AccountId: expect.stringMatching(/^acct_/) as unknown });

    const read = (TOKEN: string) =>
      runByNpx(["query", "SELECT count(*) AS n FROM charges", "--connection", `OAuthAccessToken=@env:TOKEN;ApiBase=${sandbox.origin}`, "--format", "json"], { TOKEN });
    expect(JSON.parse((await read(tokens.OAuthAccessToken)).out)).toEqual([{ n: expect.any(Number) as unknown }]);

    const RENEW = tokens.OAuthRefreshToken;
    const renewed = await row<Tokens>(exec(["RefreshOAuthAccessToken", "OAuthRefreshToken=@env:RENEW", "--show"], { RENEW }));
    expect(renewed.OAuthAccessToken).not.toBe(tokens.OAuthAccessToken);
    expect(renewed.OAuthRefreshToken).not.toBe(tokens.OAuthRefreshToken);
    expect((await read(renewed.OAuthAccessToken)).code).toBe(0);
    expect((await read(tokens.OAuthAccessToken)).code).toBe(4);

    const again = await exec(["RefreshOAuthAccessToken", "OAuthRefreshToken=@env:RENEW"], { RENEW });
    expect(again).toMatchObject({ code: 4, out: "" });
    expect(again.err).toMatch(/The sign-in to Stripe has ended\. Reconnect/);
    const usedCode = await exec(["GetOAuthAccessToken", "AuthMode=WEB", "Verifier=@env:CODE"], { CODE });
    expect(usedCode).toMatchObject({ code: 3, out: "" });
    expect(usedCode.err).toMatch(/expired or was used already/);
  });

  test("prints the URL and nothing else as JSON, without a sandbox too", async () => {
    const outcome = await runByNpx(["exec", "GetOAuthAuthorizationURL", "--connection", "sandbox", "--format", "json"], { XLSTRIPE_SANDBOX: "" });
    expect(outcome.code).toBe(0);
    expect(outcome.out).toMatch(/^\[\{"URL":"http:\/\/127\.0\.0\.1:12111\/oauth\/v2\/authorize\?client_id=ca_sandbox&[^"]+"\}\]\n$/);
  });
});
