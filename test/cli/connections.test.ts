import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createFolderSink } from "../secret-scan/folder-sink";
import { findSecrets } from "../secret-scan/find-secrets";
import { serveHandler } from "../fakes/serve-handler";
import { browse, decide } from "../reference-systems/person";
import { freePort } from "./free-port";
import { openSandboxWorld, type SandboxWorld } from "./sandbox-world";

let world: SandboxWorld;

beforeAll(async () => {
  world = await openSandboxWorld();
});

afterAll(() => world.close());

const secret = { SECRET: "sk_test_sandbox" };
const count = "SELECT count(*) AS n FROM charges";
const app = () => ["AuthScheme=OAuth", "OAuthClientId=ca_sandbox", "OAuthClientSecret=@env:SECRET", `ApiBase=${world.origin}`];

describe("xlstripe connect", () => {
  test("asks for a key, tests it, saves it and says what it may not read", async () => {
    const [made] = await world.rows(["connect", "--name", "acme", `ApiBase=${world.origin}`], {}, { answers: ["rk_test_charges"] });
    expect(made).toMatchObject({ name: "acme", mode: "test", sign_in: "restricted key", cannot_read: expect.stringContaining("payouts") as unknown });
    expect(await world.rows(["query", count, "--connection", "ACME"])).toEqual([{ n: world.sandbox.all("charge").length }]);
  });

  test("a key that Stripe does not take is not saved", async () => {
    const outcome = await world.run(["connect", "--name", "wrong", `ApiBase=${world.origin}`], {}, { answers: ["sk_test_wrong"] });
    expect(outcome).toMatchObject({ code: 4, out: "" });
    expect(await world.run(["query", count, "--connection", "wrong"])).toMatchObject({ code: 2, err: expect.stringMatching(/no connection named "wrong".*acme/) as unknown });
  });

  test("an unrestricted live key needs --unrestricted, and is sent nowhere before", async () => {
    const outcome = await world.run(["connect", "--name", "live"], {}, { answers: ["sk_live_abcdefgh"] });
    expect(outcome).toMatchObject({ code: 2, out: "", err: expect.stringMatching(/can do everything.*restricted key.*--unrestricted/) as unknown });
  });

  test("signs in with OAuth in the browser, and queries by the name from then on", async () => {
    const settings = [...app(), `CallbackURL=http://localhost:${await freePort()}`];
    const outcome = await world.run(["connect", "--name", "shop", ...settings], secret, { browse });
    expect(outcome).toMatchObject({ code: 0, err: expect.stringContaining("Allow the access in your browser: http") as unknown });
    expect(await world.rows(["query", count, "--connection", "shop"])).toEqual([{ n: world.sandbox.all("charge").length }]);
  });

  test("says what to do when another program has the port of the callback", async () => {
    const other = await serveHandler(() => Promise.resolve(new Response("")));
    const outcome = await world.run(["connect", "--name", "taken", ...app(), `CallbackURL=http://localhost:${new URL(other.origin).port}/callback`], secret, { browse });
    await other.close();
    expect(outcome).toMatchObject({ code: 2, out: "", err: expect.stringMatching(/end the program that has it.*or use --headless/) as unknown });
  });

  test("Deny in the browser ends in a sentence", async () => {
    const settings = [...app(), `CallbackURL=http://localhost:${await freePort()}`];
    const deny = async (url: string) => void (await fetch(await decide(url, { decision: "deny" })));
    const outcome = await world.run(["connect", "--name", "denied", ...settings], secret, { browse: deny });
    expect(outcome).toMatchObject({ code: 3, out: "", err: expect.stringContaining("The access was not allowed") as unknown });
  });

  test("an answer with another state is not used, and the sign-in goes on", async () => {
    const port = await freePort();
    const attacked = async (url: string): Promise<void> => {
      const forged = await fetch(`http://localhost:${port}/?code=ac_of_somebody_else_1234567890&state=guessed`);
      expect(forged.status).toBe(400);
      await browse(url);
    };
    const outcome = await world.run(["connect", "--name", "attacked", ...app(), `CallbackURL=http://localhost:${port}`], secret, { browse: attacked });
    expect(outcome.code).toBe(0);
  });

  test("--headless shows the address, takes the address that came back by a hidden question, and keeps tokens in a file", async () => {
    const location = join(world.folder, "headless");
    let shown = "";
    const running = world.run(["connect", "--name", "server", "--headless", ...app(), `OAuthSettingsLocation=${location}`], secret, {
      answer: () => decide(shown),
      onNote: (line) => void (shown = /^http\S+$/.exec(line)?.[0] ?? shown),
    });
    expect(await running).toMatchObject({ code: 0 });
    const next = `InitiateOAuth=REFRESH;OAuthSettingsLocation=${location};ApiBase=${world.origin}`;
    expect(await world.rows(["query", count, "--connection", next])).toHaveLength(1);
  });

  test("a sign-in that was ended at Stripe exits with 4; connect with the name alone signs in again", async () => {
    const settings = [...app(), `CallbackURL=http://localhost:${await freePort()}`];
    await world.run(["connect", "--name", "ended", ...settings], secret, { browse });
    world.sandbox.oauth.uninstall("ca_sandbox", world.sandbox.accounts().platform);
    const outcome = await world.run(["query", count, "--connection", "ended"]);
    expect(outcome).toMatchObject({ code: 4, out: "" });
    const asked: string[] = [];
    const later = await world.run(["query", count, "--connection", "ended"], {}, { browse: (url) => Promise.resolve(void asked.push(url)) });
    expect(later).toMatchObject({ code: 4, out: "", err: expect.stringMatching(/has ended\. Sign in again: .*xlstripe connect/) as unknown });
    expect(asked).toEqual([]);
    expect((await world.run(["connect", "--name", "ended"], {}, { browse })).code).toBe(0);
    expect(await world.rows(["query", count, "--connection", "ended"])).toHaveLength(1);
  });

  test.each([
    [["connect"], /no name/],
    [["connect", "--name", "sandbox"], /built in/],
    [["connect", "--name", "x", "Colour=red"], /no setting "Colour"/],
    [["connect", "--name", "x", "ApiKey"], /not of the form Name=value/],
    [["connect", "--name", "x", "OAuthSettingsLocation=device:", "AuthScheme=OAuth"], /cannot be device:/],
    [["connect", "--name", "x", "AuthScheme=OAuth"], /names no OAuth app/],
    [["connect", "--name", "x", "ProxyServer=proxy"], /ProxyServer/],
  ])("%j is refused in a sentence", async (args, sentence) => {
    const outcome = await world.run(args);
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).toMatch(sentence);
  });
});

describe("saved connections", () => {
  test("are in files that only this person reads, and no byte of them is a secret", async () => {
    const bytes = await createFolderSink({ name: "home", folder: world.folder, files: /./ }).read();
    expect(findSecrets(bytes, [{ name: "the key", value: "rk_test_charges" }, { name: "the client secret", value: secret.SECRET }])).toEqual([]);
    const modes = readdirSync(world.home, { recursive: true, withFileTypes: true }).map((entry) => {
      const mode = (statSync(join(entry.parentPath, entry.name)).mode & 0o777).toString(8);
      return `${entry.isDirectory() ? "folder" : "file"} ${mode}`;
    });
    expect(new Set(modes)).toEqual(new Set(["file 600", "folder 700"]));
  });

  test("are listed without their secrets", async () => {
    const outcome = await world.run(["connections"]);
    expect(outcome.out).toMatch(/^acme +test +restricted key/m);
    expect(findSecrets(Buffer.from(outcome.out + outcome.err), [])).toEqual([]);
  });

  test("xlstripe disconnect revokes at Stripe, destroys the tokens and forgets the connection", async () => {
    const { platform } = world.sandbox.accounts();
    const code = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox_connect", account: platform });
    const settings = ["OAuthApp=Connect", "OAuthClientId=ca_sandbox_connect", "OAuthClientSecret=@env:SECRET", `ApiBase=${world.origin}`];
    await world.rows(["connect", "--name", "gone", ...settings, "OAuthVerifier=@env:CODE"], { ...secret, CODE: code });
    expect(await world.run(["disconnect", "gone"])).toEqual({ code: 0, out: "", err: "" });
    expect(world.sandbox.oauth.uninstall("ca_sandbox_connect", platform)).toBe(false);
    expect(await world.run(["query", count, "--connection", "gone"])).toMatchObject({ code: 2 });
    expect(await world.run(["disconnect", "gone"])).toMatchObject({ code: 2, err: expect.stringContaining('no connection named "gone"') as unknown });
  });

  test("tokens are renewed by the connection's name alone, whose mode only the kept sign-in tells", async () => {
    const code = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    const settings = ["OAuthVerifier=@env:CODE", `OAuthSettingsLocation=${join(world.folder, "renewed")}`];
    await world.rows(["connect", "--name", "renewed", ...app(), ...settings], { ...secret, CODE: code });
    world.sandbox.oauth.clearTokenRequests();
    expect(await world.rows(["exec", "RefreshOAuthAccessToken", "--connection", "renewed"])).toMatchObject([{ ExpiresIn: 3600 }]);
    expect(world.sandbox.oauth.tokenRequests()).toHaveLength(1);
  });

  test("looking for one where none was saved makes no file", async () => {
    const home = join(world.folder, "empty");
    expect(await world.run(["connections"], { XLSTRIPE_HOME: home })).toMatchObject({ code: 0 });
    expect(await world.run(["query", count, "--connection", "acme"], { XLSTRIPE_HOME: home })).toMatchObject({ code: 2 });
    expect(() => statSync(home)).toThrow(/ENOENT/);
  });
});
