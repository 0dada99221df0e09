import { describe, expect, test } from "@jest/globals";
import { withSandbox } from "./serve-sandbox";

const signIn = async (origin: string) => {
  const codes = await fetch(`${origin}/_sandbox/oauth/codes`, { method: "POST", body: JSON.stringify({ client_id: "ca_sandbox" }) });
  const { code } = (await codes.json()) as { code: string };
  const headers = { authorization: `Basic ${btoa("sk_test_sandbox:")}` };
  const tokens = await fetch(`${origin}/v1/oauth/token`, { method: "POST", headers, body: new URLSearchParams({ grant_type: "authorization_code", code }) });
  return ((await tokens.json()) as { access_token: string }).access_token;
};

describe("xlstripe sandbox and OAuth", () => {
  test("signs in, with other tokens at every start", async () => {
    const tokens: string[] = [];
    for (let start = 0; start < 2; start++) {
      await withSandbox([], async (origin) => {
        const token = await signIn(origin);
        tokens.push(token);
        expect((await fetch(`${origin}/v1/account`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
      });
    }
    expect(new Set(tokens).size).toBe(2);
  });

  test("takes --coop, --redirect-uri and --token-life", async () => {
    const uri = "https://excel.example.com/oauth/callback";
    await withSandbox(["--coop", "--redirect-uri", uri, "--token-life", "1"], async (origin) => {
      const page = await fetch(`${origin}/oauth/v2/authorize?client_id=ca_sandbox&redirect_uri=${encodeURIComponent(uri)}`);
      expect([page.status, page.headers.get("cross-origin-opener-policy")]).toEqual([200, "same-origin"]);
      const headers = { authorization: `Bearer ${await signIn(origin)}` };
      let status = 200;
      while (status === 200) status = (await fetch(`${origin}/v1/balance`, { headers })).status;
      expect(status).toBe(401);
    });
  });
});
