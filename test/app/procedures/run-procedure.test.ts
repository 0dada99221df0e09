import { describe, expect, test } from "@jest/globals";
import type { GivenInputs } from "../../../src/app/procedures/procedure";
import type { HostTokens, ProcedureHost } from "../../../src/app/procedures/procedure-host";
import { procedures } from "../../../src/app/procedures/procedures";
import { runProcedure } from "../../../src/app/procedures/run-procedure";
import { showRow } from "../../../src/app/procedures/show-result";
import { Secret } from "../../../src/base/secret";

const tokens: HostTokens = {
  accessToken: new Secret("sk_test_access_12345678abcd"),
  refreshToken: new Secret("rt_refresh_12345678wxyz"),
  expiresIn: 3600,
  account: "acct_1",
};

/** A host that notes what it is asked for. */
function noting() {
  const asked: unknown[] = [];
  const host: ProcedureHost = {
    authorizationUrl: (wish) => Promise.resolve((asked.push(wish), "https://stripe.example/authorize")),
    accessToken: (wish) => Promise.resolve((asked.push({ ...wish, verifier: wish.verifier?.reveal() ?? null }), tokens)),
    refresh: (token) => Promise.resolve((asked.push(token?.reveal() ?? null), tokens)),
  };
  const signal = new AbortController().signal;
  return { asked, run: (name: string, given: GivenInputs = {}) => runProcedure(name, given, { host, signal }) };
}

describe("procedures", () => {
  test("have CData's names, inputs and result columns", () => {
    const shape = procedures.map(({ name, inputs, columns }) => [name, Object.keys(inputs), columns.map((column) => column.name)]);
    expect(shape).toEqual([
      ["GetOAuthAuthorizationURL", ["AuthMode", "CallbackURL", "Scope", "State"], ["URL"]],
      [
        "GetOAuthAccessToken",
        ["AuthMode", "Verifier", "CallbackURL", "Scope", "State"],
        ["OAuthAccessToken", "OAuthRefreshToken", "ExpiresIn", "AccountId"],
      ],
      ["RefreshOAuthAccessToken", ["OAuthRefreshToken"], ["OAuthAccessToken", "OAuthRefreshToken", "ExpiresIn"]],
    ]);
  });

  test("names and inputs match whatever the case, Permissions is Scope, and AuthMode is APP when left out", async () => {
    const { asked, run } = noting();
    await run("getoauthaccesstoken", { authmode: "web", VERIFIER: "ac_1", permissions: "read_only", callbackurl: "https://a.example/" });
    await run("GETOAUTHACCESSTOKEN");
    expect(asked).toEqual([
      { authMode: "WEB", verifier: "ac_1", scope: "read_only", callbackUrl: "https://a.example/", state: null },
      { authMode: "APP", verifier: null, scope: null, callbackUrl: null, state: null },
    ]);
  });

  test("tokens are masked unless they are shown on purpose", async () => {
    const { run } = noting();
    const result = await run("RefreshOAuthAccessToken", { OAuthRefreshToken: new Secret("rt_old") });
    expect(showRow(result)).toEqual(["sk_test_…abcd", "rt_…wxyz", 3600]);
    expect(showRow(result, (secret) => secret.reveal())).toEqual(["sk_test_access_12345678abcd", "rt_refresh_12345678wxyz", 3600]);
    expect(JSON.stringify(result)).not.toMatch(/12345678/);
  });

  test("tokens that are kept elsewhere are shown as such", async () => {
    const keeper = "at https://gateway.example";
    const host = { ...({} as ProcedureHost), refresh: () => Promise.resolve({ ...tokens, accessToken: { keeper }, refreshToken: { keeper } }) };
    const result = await runProcedure("RefreshOAuthAccessToken", {}, { host, signal: new AbortController().signal });
    expect(showRow(result)).toEqual([`(kept ${keeper})`, `(kept ${keeper})`, 3600]);
  });

  test.each<[string, GivenInputs, RegExp]>([
    ["GetOAuthToken", {}, /no procedure "GetOAuthToken".*GetOAuthAuthorizationURL, GetOAuthAccessToken, RefreshOAuthAccessToken/],
    ["GetOAuthAccessToken", { Code: "x" }, /no input "Code".*AuthMode, Verifier, CallbackURL, Scope, State/],
    ["GetOAuthAccessToken", { AuthMode: "DESKTOP" }, /AuthMode is one of APP, WEB, not "DESKTOP"/],
    ["GetOAuthAuthorizationURL", { Scope: "a", Permissions: "b" }, /Scope of GetOAuthAuthorizationURL has two values/],
  ])("%s with %j is refused in a sentence that lists what there is", async (name, given, sentence) => {
    const failure = await noting().run(name, given).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "BAD_ARGUMENT" });
    expect((failure as { advice: string }).advice).toMatch(sentence);
  });
});
