import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { findSecrets } from "../secret-scan/find-secrets";
import { watchProcessArguments } from "../secret-scan/process-arguments";
import { collect, runHere } from "./run-xlstripe";
import { openSandboxWorld, type SandboxWorld } from "./sandbox-world";

const key = "sk_live_51HabcSECRET";
const code = "ac_Qr7SECRETSECRETSECRETSECRET12345";
const token = "rt_9kLSECRETSECRETSECRETSECRET12345";

describe("attack: a secret in argv is refused without being used and without being repeated", () => {
  test.each([
    ["an API key", ["query", "SELECT 1", "--connection", `ApiKey=${key}`]],
    ["an API key", ["connect", "--name", "x", `ApiKey=${key}`]],
    ["an API key", ["connect", "--name", key]],
    ["an API key", ["connect", "--name", "x", `OAuthClientSecret=${key}`]],
    ["an authorization code", ["exec", "GetOAuthAccessToken", "AuthMode=WEB", `Verifier=${code}`, "--connection", "sandbox"]],
    ["an authorization code", ["exec", "GetOAuthAccessToken", `Verifier=http://localhost:33333/?code=${code}&state=s`]],
    ["an authorization code", ["query", `EXEC GetOAuthAccessToken @AuthMode = 'WEB', @Verifier = '${code}'`]],
    ["an authorization code", ["connect", "--name", "x", `OAuthVerifier=${code}`]],
    ["a refresh token", ["exec", "RefreshOAuthAccessToken", `OAuthRefreshToken=${token}`, "--connection", "sandbox"]],
    ["a refresh token", ["query", `EXEC RefreshOAuthAccessToken @OAuthRefreshToken = '${token}'`]],
    ["a refresh token", ["query", "SELECT 1", "--param", `x=${token}`]],
    ["a refresh token", [token]],
  ])("%s in %j", async (kind, args) => {
    const outcome = await runHere(args);
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).toContain(`The command line holds ${kind}`);
    expect(outcome.err).not.toContain("SECRET");
  });

  test.each([
    [["exec", "GetOAuthAccessToken", "AuthMode=WEB", "Verifier=hunter2", "--connection", "sandbox"]],
    [["query", "EXEC RefreshOAuthAccessToken @OAuthRefreshToken = 'hunter2'", "--connection", "sandbox"]],
    [["connect", "--name", "x", "OAuthClientId=ca_x", "OAuthClientSecret=hunter2"]],
    [["exec", "GetOAuthAccessToken", "hunter2"]],
  ])("a secret of no known form in %j is refused because of its place", async (args) => {
    const outcome = await runHere(args);
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).not.toContain("hunter2");
  });
});

describe("secrets of the command line", () => {
  let world: SandboxWorld;

  beforeAll(async () => {
    world = await openSandboxWorld();
  });

  afterAll(() => world.close());

  test("several secrets are asked for in the order of writing", async () => {
    const asked: string[] = [];
    const issued = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    const connection = `OAuthClientId=ca_sandbox;OAuthClientSecret=-;ApiBase=${world.origin}`;
    const outcome = await world.run(["exec", "GetOAuthAccessToken", "AuthMode=WEB", "Verifier=-", "--connection", connection], {}, {
      answer(question) {
        asked.push(question);
        return Promise.resolve(question === "Verifier" ? issued : "sk_test_sandbox");
      },
    });
    expect(outcome.code).toBe(0);
    expect(asked).toEqual(["Verifier", "OAuthClientSecret"]);
  });

  test("tokens are masked on stdout, and shown with --show only", async () => {
    const run = (...options: readonly string[]) => {
      const CODE = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
      return world.run(["exec", "GetOAuthAccessToken", "AuthMode=WEB", "Verifier=@env:CODE", "--connection", "sandbox", ...options], { CODE });
    };
    const masked = await run();
    expect(findSecrets(Buffer.from(masked.out + masked.err), [])).toEqual([]);
    expect((await run("--show", "--format", "json")).out).toMatch(/"OAuthRefreshToken":"rt_\w{20,}"/);
  });

  test("piped values are read line by line, and no argument of any process ever holds a secret", async () => {
    const watch = watchProcessArguments();
    const issued = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    const connection = `OAuthClientId=ca_sandbox;OAuthClientSecret=-;ApiBase=${world.origin}`;
    const args = ["src/cli/xlstripe.mjs", "exec", "GetOAuthAccessToken", "AuthMode=WEB", "Verifier=-", "--connection", connection, "--show", "--format", "json"];
    const child = spawn(process.execPath, args, { cwd: resolve(__dirname, "../.."), env: { ...process.env, XLSTRIPE_HOME: world.home } });
    child.stdin.end(`${issued}\nsk_test_sandbox\n`);
    const outcome = await collect(child);
    const seen = await watch.read();
    await watch.stop();
    expect(outcome).toMatchObject({ code: 0, err: expect.not.stringContaining("ac_") as unknown });
    const [tokens] = JSON.parse(outcome.out) as Readonly<Record<string, string>>[];
    const known = [issued, tokens!["OAuthAccessToken"]!, tokens!["OAuthRefreshToken"]!].map((value, index) => ({ name: `secret ${index}`, value }));
    expect(Buffer.from(seen).toString()).toContain("GetOAuthAccessToken");
    expect(known.flatMap((secret) => findSecrets(seen, [secret]).filter(({ what }) => what === secret.name))).toEqual([]);
  });

  test("without a terminal and without a piped value the question ends in a sentence", async () => {
    const args = ["src/cli/xlstripe.mjs", "exec", "GetOAuthAccessToken", "AuthMode=WEB", "Verifier=-", "--connection", "sandbox"];
    const child = spawn(process.execPath, args, { cwd: resolve(__dirname, "../.."), stdio: ["ignore", "pipe", "pipe"] });
    const outcome = await collect(child);
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).toMatch(/Verifier was asked for, and nothing was entered\. There is no terminal to ask at/);
  });
});
