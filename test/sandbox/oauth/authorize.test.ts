import { describe, expect, test } from "@jest/globals";
import { exchange, oauthSandbox, visit } from "./oauth-client";

const redirectUri = "http://127.0.0.1:8123/oauth/callback";
const apps = `/oauth/v2/authorize?client_id=ca_sandbox&redirect_uri=${encodeURIComponent(redirectUri)}&state=s-1`;
const connect = `/oauth/authorize?client_id=ca_sandbox_connect&response_type=code&scope=read_write&redirect_uri=${encodeURIComponent(redirectUri)}&state=s-1`;

/** What the page's form would send for a decision: its hidden fields and the choice. */
function formOf(page: string, choice: Readonly<Record<string, string>>): Record<string, string> {
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  const plain = (text: string): string => text.replace(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)));
  return { ...Object.fromEntries(hidden.map(([, name = "", value = ""]) => [plain(name), plain(value)])), ...choice };
}

async function decide(path: string, decision: "allow" | "deny", options: { readonly account?: string; readonly sandbox?: ReturnType<typeof oauthSandbox>["sandbox"] } = {}) {
  const { sandbox = oauthSandbox().sandbox } = options;
  const page = await visit(sandbox, path);
  return visit(sandbox, path, formOf(page.text, { account: options.account ?? sandbox.accounts().platform, decision }));
}

describe("the consent page", () => {
  test("names the app, what it asks for, and both accounts to choose from", async () => {
    const { sandbox } = oauthSandbox();
    const { status, headers, text } = await visit(sandbox, apps);
    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    for (const part of ["Excel Connector for Stripe wants to connect", "Example Co", "Example Berlin", ...Object.values(sandbox.accounts()), "Charge", ">Deny<", ">Allow<"]) {
      expect(text).toContain(part);
    }
  });

  test("says what a scope of Connect allows", async () => {
    const { sandbox } = oauthSandbox();
    expect((await visit(sandbox, connect)).text).toContain("Change all data of this account");
    expect((await visit(sandbox, connect.replace("read_write", "read_only"))).text).not.toContain("Change all data");
  });

  test("runs no script, loads nothing, is not framed, sends no referrer and is not kept", async () => {
    const { text, headers } = await visit(oauthSandbox().sandbox, apps);
    const policy = headers.get("content-security-policy") ?? "";
    const nonce = /style-src 'nonce-(\w{22})'/.exec(policy)?.[1] ?? "";
    expect(policy).toBe(
      `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self' http://127.0.0.1:8123; frame-ancestors 'none'; base-uri 'none'`,
    );
    expect(text).toContain(`<style nonce="${nonce}">`);
    expect(text).not.toMatch(/<script|<link|<img|src=|url\(|@import/);
    expect([headers.get("referrer-policy"), headers.get("cache-control")]).toEqual(["no-referrer", "no-store"]);
  });

  test("cuts itself off from its opener only when the option coop says so", async () => {
    const header = async (oauth: object) => (await visit(oauthSandbox(oauth).sandbox, apps)).headers.get("cross-origin-opener-policy");
    expect([await header({}), await header({ coop: true })]).toEqual([null, "same-origin"]);
  });

  test("shows hostile texts as texts", async () => {
    const { text } = await visit(oauthSandbox().sandbox, `${apps}${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(text).not.toContain("<script>");
    expect(formOf(text, {})["state"]).toBe('s-1"><script>alert(1)</script>');
  });
});

describe("the decision", () => {
  test("Allow leads back with a code for the chosen account and the state", async () => {
    const { sandbox } = oauthSandbox();
    const { connected } = sandbox.accounts();
    const { status, location, headers } = await decide(apps, "allow", { sandbox, account: connected });
    expect([status, headers.get("cache-control"), location?.origin, location?.pathname]).toEqual([302, "no-store", "http://127.0.0.1:8123", "/oauth/callback"]);
    expect([...(location?.searchParams.keys() ?? [])]).toEqual(["code", "state"]);
    expect(location?.searchParams.get("state")).toBe("s-1");
    const { body } = await exchange(sandbox, location?.searchParams.get("code") ?? "");
    expect(body.stripe_user_id).toBe(connected);
  });

  test("Allow of Connect names the scope, too", async () => {
    const { location } = await decide(connect, "allow");
    expect([...(location?.searchParams ?? [])]).toEqual([
      ["scope", "read_write"],
      ["code", expect.stringMatching(/^ac_\w{32}$/)],
      ["state", "s-1"],
    ]);
  });

  test.each([
    ["Stripe Apps", apps],
    ["Connect", connect],
  ])("Deny leads back with access_denied, a description and the state: %s", async (_variant, path) => {
    const { status, location } = await decide(path, "deny");
    expect(status).toBe(302);
    expect([...(location?.searchParams ?? [])]).toEqual([
      ["error", "access_denied"],
      ["error_description", "The user denied your request"],
      ["state", "s-1"],
    ]);
  });

  test("keeps what the redirect URI already asks, and adds no state that was not sent", async () => {
    const own = encodeURIComponent(`${redirectUri}?tenant=7`);
    const { location } = await decide(`/oauth/v2/authorize?client_id=ca_sandbox&redirect_uri=${own}`, "allow");
    expect([...(location?.searchParams.keys() ?? [])]).toEqual(["tenant", "code"]);
  });

  test.each([
    ["an account that is not offered", { account: "acct_other", decision: "allow" }],
    ["no decision", { account: "acct_other" }],
  ])("with %s is refused without a redirect", async (_what, choice) => {
    const { sandbox } = oauthSandbox();
    const { text } = await visit(sandbox, apps);
    const { status, location } = await visit(sandbox, apps, formOf(text, choice));
    expect([status, location]).toEqual([400, null]);
  });

  test("that was forged for a foreign redirect URI is refused", async () => {
    const { sandbox } = oauthSandbox();
    const { text } = await visit(sandbox, apps);
    const form = formOf(text, { account: sandbox.accounts().platform, decision: "allow", redirect_uri: "https://evil.example/" });
    expect(await visit(sandbox, apps, form)).toMatchObject({ status: 400, location: null });
  });
});

describe("what is refused before anything is redirected", () => {
  type Case = { readonly what: string; readonly change: (path: string) => string; readonly status?: number; readonly error: string };
  const cases: readonly Case[] = [
    { what: "an unknown client id", change: (path) => path.replace(/ca_sandbox\w*/, "ca_unknown"), status: 401, error: "invalid_client" },
    { what: "no client id", change: (path) => path.replace(/client_id=\w+&/, ""), error: "invalid_request" },
    { what: "a redirect URI that is not registered", change: (path) => path.replace("127.0.0.1", "evil.example"), error: "invalid_redirect_uri" },
    { what: "a host that only begins like loopback", change: (path) => path.replace("127.0.0.1", "localhost.evil.example"), error: "invalid_redirect_uri" },
    { what: "a user name that looks like loopback", change: (path) => path.replace("127.0.0.1%3A8123", "127.0.0.1%40evil.example"), error: "invalid_redirect_uri" },
    { what: "a redirect URI of another protocol", change: (path) => path.replace("http%3A", "javascript%3A"), error: "invalid_redirect_uri" },
    { what: "no redirect URI where the app has none of its own", change: (path) => path.replace(/redirect_uri=[^&]+&/, ""), error: "invalid_redirect_uri" },
    { what: "a state twice", change: (path) => `${path}&state=s-2`, error: "invalid_request" },
    { what: "a redirect URI twice", change: (path) => `${path}&redirect_uri=https%3A%2F%2Fevil.example`, error: "invalid_request" },
  ];
  const ofConnect: readonly Case[] = [
    { what: "a response type other than code", change: (path) => path.replace("response_type=code", "response_type=token"), error: "unsupported_response_type" },
    { what: "no response type", change: (path) => path.replace("response_type=code&", ""), error: "unsupported_response_type" },
    { what: "an unknown scope", change: (path) => path.replace("read_write", "everything"), error: "invalid_scope" },
  ];

  test.each(cases)("$what, by Stripe Apps on a page", async ({ change, status = 400, error }) => {
    const reply = await visit(oauthSandbox().sandbox, change(apps));
    expect([reply.status, reply.location, reply.headers.get("content-type")]).toEqual([status, null, "text/html; charset=utf-8"]);
    expect(reply.text).toContain(`<code>${error}</code>`);
  });

  test.each([...cases, ...ofConnect])("$what, by Connect as JSON", async ({ change, status = 400, error }) => {
    const reply = await visit(oauthSandbox().sandbox, change(connect));
    expect([reply.status, reply.location]).toEqual([status, null]);
    expect(JSON.parse(reply.text)).toEqual({ error, error_description: expect.stringMatching(/\w/) as unknown });
  });

  test("a client id of the other variant", async () => {
    const { sandbox } = oauthSandbox();
    expect((await visit(sandbox, apps.replace("ca_sandbox", "ca_sandbox_connect"))).status).toBe(401);
    expect((await visit(sandbox, connect.replace("ca_sandbox_connect", "ca_sandbox"))).status).toBe(401);
  });
});

describe("redirect URIs", () => {
  test.each(["https://localhost:3000/oauth/callback", "http://localhost/x", "http://[::1]:9/x?y=z", "http://127.0.0.1:33333"])(
    "on loopback are all taken by the built-in apps: %s",
    async (uri) => {
      const { status } = await visit(oauthSandbox().sandbox, `/oauth/v2/authorize?client_id=ca_sandbox&redirect_uri=${encodeURIComponent(uri)}`);
      expect(status).toBe(200);
    },
  );

  test("elsewhere are taken when the sandbox was told, exactly, and the first is used when none is named", async () => {
    const { sandbox } = oauthSandbox({ redirectUris: ["https://excel.example.com/oauth/callback"] });
    const open = (uri: string) => visit(sandbox, `/oauth/v2/authorize?client_id=ca_sandbox${uri === "" ? "" : `&redirect_uri=${encodeURIComponent(uri)}`}`);
    expect((await open("https://excel.example.com/oauth/callback")).status).toBe(200);
    expect((await open("https://excel.example.com/oauth/callback/")).status).toBe(400);
    expect((await open("")).text).toContain("https://excel.example.com");
  });

  test("of a live app must be https", async () => {
    const app = { variant: "apps", clientId: "ca_live", clientSecret: "sk_live_mine", name: "Mine", redirectUris: ["http://mine.example/x", "https://mine.example/x"] } as const;
    const { sandbox } = oauthSandbox({ apps: [app] });
    const open = (uri: string) => visit(sandbox, `/oauth/v2/authorize?client_id=ca_live&redirect_uri=${encodeURIComponent(uri)}`);
    expect([(await open("http://mine.example/x")).status, (await open("https://mine.example/x")).status]).toEqual([400, 200]);
  });
});

describe("external tests", () => {
  const app = { variant: "apps", clientId: "ca_new", clientSecret: "sk_test_new", name: "New", redirectUris: ["https://new.example/x"], channel: "chnlink_61abc" } as const;
  const open = (path: string, unpublished?: true) =>
    visit(oauthSandbox({ apps: [{ ...app, ...(unpublished ? { unpublished } : {}) }] }).sandbox, `${path}?client_id=ca_new`);

  test("work by the address with their channel, published or not", async () => {
    expect((await open("/oauth/v2/chnlink_61abc/authorize", true)).status).toBe(200);
    expect((await open("/oauth/v2/chnlink_61abc/authorize")).status).toBe(200);
  });

  test("do not work by another channel", async () => {
    expect((await open("/oauth/v2/chnlink_other/authorize")).status).toBe(400);
  });

  test("are the only way into an app that is not published", async () => {
    expect((await open("/oauth/v2/authorize", true)).status).toBe(400);
    expect((await open("/oauth/v2/authorize")).status).toBe(200);
  });
});
