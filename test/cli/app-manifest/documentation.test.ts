import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { propertyNames } from "../../../src/connections/properties";
import { runHere } from "../run-xlstripe";

const docs = resolve(__dirname, "../../../docs");
const page = readFileSync(join(docs, "oauth-app.md"), "utf8");
const commands = [...page.matchAll(/^\$ xlstripe (app init .*)$/gm)].map(([, line = ""]) => line);

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "app-docs-"))));
afterAll(() => rmSync(folder, { recursive: true }));

describe("docs/oauth-app.md", () => {
  test("has a command to begin with", () => {
    expect(commands).toHaveLength(1);
  });

  test.each(commands)("its command works as written: xlstripe %s", async (line) => {
    const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
    const [app = "", init = "", name = "", ...options] = args;
    const { code } = await runHere([app, init, join(folder, name), ...options]);
    expect(code).toBe(0);
    expect(page).toContain(`\`${name}/stripe-app.json\``);
    expect(existsSync(join(folder, name, "stripe-app.json"))).toBe(true);
  });

  test("names connection properties as they are", () => {
    const named = ["OAuthApp", "OAuthClientId", "OAuthClientSecret", "OAuthChannel", "CallbackURL", "Scope"];
    expect(named.filter((name) => !page.includes(`\`${name}\``) || !propertyNames.some((known) => known === name))).toEqual([]);
  });

  test("links the callback that xlstripe app init accepts without a gateway", async () => {
    const uri = /--callback (http:\/\/localhost:\d+\/\w+)/.exec(page)?.[1] ?? "";
    const { code, err } = await runHere(["app", "init", join(folder, "loopback"), "--callback", uri]);
    expect([code, err.includes("works in test mode only")]).toEqual([0, true]);
  });
});
