import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogTables } from "../../src/catalog/catalog";
import { neededPermissions } from "../../src/catalog/read-permissions";
import type { AppManifest } from "../../src/cli/app-manifest/app-manifest";
import { defaultCallbackUrl } from "../../src/cli/oauth/oauth-app-of";
import { createSandbox } from "../../src/sandbox/sandbox";
import { ask } from "../sandbox/ask";
import { exchange } from "../sandbox/oauth/oauth-client";
import { runHere } from "./run-xlstripe";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "app-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const manifestIn = (name: string): AppManifest => JSON.parse(readFileSync(join(folder, name, "stripe-app.json"), "utf8")) as AppManifest;

describe("xlstripe app init", () => {
  test("writes a manifest for OAuth and for everybody, into a folder that it makes", async () => {
    const { code, out, err } = await runHere(["app", "init", join(folder, "plain")]);
    expect([code, out]).toEqual([0, `${join(folder, "plain", "stripe-app.json")}\n`]);
    expect(manifestIn("plain")).toMatchObject({
      id: "com.example.excel-connector",
      version: "1.0.0",
      name: "Excel Connector",
      stripe_api_access_type: "oauth",
      distribution_type: "public",
      sandbox_install_compatible: true,
      allowed_redirect_uris: ["https://localhost:3000/oauth/callback", defaultCallbackUrl],
    });
    expect(err).toContain("stripe apps upload");
  });

  test("takes id, name, icon and redirect URIs, the first of them first and each once", async () => {
    const uris = ["https://excel.example.com/oauth/callback", "http://localhost:33333/callback", "https://excel.example.com/oauth/callback"];
    const callbacks = uris.flatMap((uri) => ["--callback", uri]);
    const { code, err } = await runHere(["app", "init", join(folder, "own"), "--id", "com.mine.excel", "--name", "Numbers", "--icon", "./icon.png", ...callbacks]);
    expect(code).toBe(0);
    expect(err).toContain("http://localhost:33333/callback works in test mode only.");
    expect(manifestIn("own")).toMatchObject({ id: "com.mine.excel", name: "Numbers", icon: "./icon.png", allowed_redirect_uris: uris.slice(0, 2) });
  });

  test("refuses to replace a manifest unless told to", async () => {
    await runHere(["app", "init", join(folder, "twice"), "--name", "First"]);
    const again = await runHere(["app", "init", join(folder, "twice"), "--name", "Second"]);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining("is there already. Give --force")]);
    expect(manifestIn("twice").name).toBe("First");
    expect((await runHere(["app", "init", join(folder, "twice"), "--name", "Second", "--force"])).code).toBe(0);
    expect(manifestIn("twice").name).toBe("Second");
  });

  test.each([
    ["another action", ["app", "upload"]],
    ["a bad redirect URI", ["app", "init", "--callback", "http://example.com/callback"]],
    ["an id with blanks", ["app", "init", "--id", "my app"]],
    ["an empty name", ["app", "init", "--name", " "]],
    ["an icon elsewhere", ["app", "init", "--icon", "/etc/icon.png"]],
  ])("refuses %s and writes nothing", async (_what, args) => {
    const { code, out } = await runHere(args);
    expect([code, out]).toEqual([2, ""]);
  });
});

describe("the permissions of the manifest", () => {
  const tablesOf = new Map(neededPermissions().needed.map(({ permission, tables }) => [permission, tables]));

  /** The tables that a token of an app with these permissions is refused for lack of permission. */
  async function refusedTables(permissions: readonly string[], tables: readonly string[]): Promise<readonly string[]> {
    const app = { variant: "apps", clientId: "ca_mine", clientSecret: "sk_test_mine", name: "Mine", redirectUris: ["https://mine.example/x"], permissions } as const;
    const sandbox = createSandbox({ now: Date.UTC(2026, 0, 31), scale: 0.001, oauth: { apps: [app] } });
    const { body } = await exchange(sandbox, sandbox.oauth.issueCode({ clientId: "ca_mine" }), { secret: "sk_test_mine" });
    const refused = await Promise.all(
      catalogTables()
        .filter(({ name }) => tables.includes(name))
        .map(async ({ name, path }) => {
          const headers = { "stripe-version": "2026-10-28.endive" };
          const { status } = await ask(sandbox, path.replace(/\{\w+\}/g, "none"), { key: body.access_token, headers });
          return status === 403 ? [name] : [];
        }),
    );
    return refused.flat();
  }

  test("carry a purpose in words", async () => {
    await runHere(["app", "init", join(folder, "words")]);
    const charges = manifestIn("words").permissions.find(({ permission }) => permission === "charge_read");
    expect(charges).toEqual({ permission: "charge_read", purpose: "Shows charges and refunds in your own Excel workbooks." });
  });

  test("suffice for every table that is not named as closed", async () => {
    await runHere(["app", "init", join(folder, "exact")]);
    const permissions = manifestIn("exact").permissions.map(({ permission }) => permission);
    const refused = await refusedTables(permissions, catalogTables().map(({ name }) => name));
    expect(refused).toEqual(neededPermissions().closed);
  });

  test("are all needed: without any one of them its tables are refused", async () => {
    const names = [...tablesOf.keys()];
    for (const [missing, tables] of tablesOf) {
      const refused = await refusedTables(names.filter((name) => name !== missing), tables);
      expect([missing, refused]).toEqual([missing, tables]);
    }
  });
});
