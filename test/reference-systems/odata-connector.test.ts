import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openSandboxWorld, type SandboxWorld, type TokenRow } from "../cli/sandbox-world";
import { codeIn, decide } from "./person";

let world: SandboxWorld;

beforeAll(async () => {
  world = await openSandboxWorld();
});

afterAll(() => world.close());

const secret = { SECRET: "sk_test_sandbox" };

describe("the recipe of the OData connector", () => {
  test("AuthMode=WEB, Permissions and Verifier, in CData's spelling and as EXEC in SQL", async () => {
    const connection = `OAuthApp=Connect;OAuthClientId=ca_sandbox_connect;OAuthClientSecret=@env:SECRET;ApiBase=${world.origin}`;
    const query = (sql: string, more: Readonly<Record<string, string>> = {}) => world.rows<TokenRow & { URL: string }>(["query", sql, "--connection", connection, "--show"], { ...secret, ...more });
    const [page] = await query("EXEC GetOAuthAuthorizationURL @AuthMode = 'WEB', @Permissions = 'read_only', @CallbackUrl = 'http://localhost:33333'");
    expect(new URL(page!.URL).searchParams.get("scope")).toBe("read_only");
    const code = codeIn(await decide(page!.URL));
    const [tokens] = await query("EXEC GetOAuthAccessToken @AuthMode = 'WEB', @Verifier = '@env:CODE'", { CODE: code });
    expect(tokens).toMatchObject({ ExpiresIn: null, AccountId: world.sandbox.accounts().platform });
    const [row] = await world.rows(["query", "SELECT count(*) AS n FROM charges", "--connection", `OAuthAccessToken=@env:TOKEN;ApiBase=${world.origin}`], { TOKEN: tokens!.OAuthAccessToken });
    expect(row).toEqual({ n: world.sandbox.all("charge").length });
  });
});
