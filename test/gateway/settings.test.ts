import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

import { readSettings } from "../../src/gateway/settings/read-settings";
import { isUnknownSetting, secretSettings, settingsSchema } from "../../src/gateway/settings/settings-schema";
import { filesBelow, projectRoot, readSource } from "../guards/project-files";

const dataFolder = "/data";
const read = (env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) =>
  readSettings(env, {
    dataFolder,
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error("no such file");
      return text;
    },
  });

function mistakesOf(env: Readonly<Record<string, string>>): string {
  try {
    read(env);
    return "";
  } catch (failure) {
    return String(failure);
  }
}

const tenant = "11111111-2222-3333-4444-555555555555";
const client = "22222222-3333-4444-5555-666666666666";

describe("the gateway's settings", () => {
  test("are complete without any: this computer, a SQLite file and a key file in the data folder", () => {
    expect(read({})).toMatchObject({
      host: "127.0.0.1",
      port: 8787,
      publicUrl: null,
      database: { kind: "sqlite", file: join(dataFolder, "gateway.sqlite") },
      keyFile: join(dataFolder, "keys.json"),
      spoolFolder: join(dataFolder, "spool"),
      apps: [],
      testRoots: null,
      entra: null,
      trustedProxies: 0,
      logLevel: "info",
    });
  });

  test("list every mistake at once, each with its name, and repeat no secret", () => {
    const text = mistakesOf({
      XLSTRIPE_HOST: "0.0.0.0",
      XLSTRIPE_PORT: "eighty",
      XLSTRIPE_LOG_LEVEL: "loud",
      XLSTRIPE_APPS_LIVE_CLIENT_ID: "ca_1",
      XLSTRIPE_CONNECT_TEST_CLIENT_ID: "acct_1",
      XLSTRIPE_CONNECT_TEST_SECRET_KEY: "rk_test_secret0123456789",
      XLSTRIPE_ENTRA_CLIENT_ID: client,
      DATABASE_URL: "mysql://user:hidden-password@host/db",
    });
    for (const name of ["XLSTRIPE_PUBLIC_URL", "XLSTRIPE_PORT", "XLSTRIPE_LOG_LEVEL", "XLSTRIPE_APPS_LIVE_SECRET_KEY", "XLSTRIPE_CONNECT_TEST_CLIENT_ID", "XLSTRIPE_CONNECT_TEST_SECRET_KEY", "XLSTRIPE_ENTRA_TENANTS", "DATABASE_URL"]) {
      expect(text).toContain(name);
    }
    expect(text).not.toMatch(/secret0123|hidden-password/);
  });

  test("refuse a name that they do not know, and leave those of the other programs alone", () => {
    expect(mistakesOf({ XLSTRIPE_TRUSTED_PROXY: "1" })).toContain("XLSTRIPE_TRUSTED_PROXY: there is no such setting");
    expect(mistakesOf({ XLSTRIPE_APPS_TEST_CLIENT_ID_FILE: "/file" })).toContain("XLSTRIPE_APPS_TEST_CLIENT_ID_FILE");
    const sources = filesBelow("src", /\.ts$/).filter((path) => !path.startsWith("src/gateway/")).map((path) => readSource(path).text).join("");
    const others = [...new Set(sources.match(/\bXLSTRIPE_[A-Z_]+\b/g))];
    expect(others.length).toBeGreaterThan(1);
    expect(others.filter(isUnknownSetting)).toEqual([]);
  });

  test.each([
    ["http://stripe.example.com", false],
    ["https://stripe.example.com/path", false],
    ["https://user:pass@stripe.example.com", false],
    ["stripe.example.com", false],
    ["http://127.0.0.1.evil.example", false],
    ["https://stripe.example.com", true],
    ["https://stripe.example.com/", true],
    ["http://localhost:8787", true],
    ["http://[::1]:8787", true],
  ])("a public address of %s is taken: %s", (address, taken) => {
    expect(mistakesOf({ XLSTRIPE_PUBLIC_URL: address }) === "").toBe(taken);
  });

  test("take secrets from files, and refuse one that is given twice or cannot be read", () => {
    const file = { XLSTRIPE_APPS_TEST_CLIENT_ID: "ca_1", XLSTRIPE_APPS_TEST_SECRET_KEY_FILE: "/secret" };
    const [app] = read(file, { "/secret": "sk_test_fromfile\n" }).apps;
    expect(app?.clientSecret.reveal()).toBe("sk_test_fromfile");
    expect(() => read(file)).toThrow(/XLSTRIPE_APPS_TEST_SECRET_KEY_FILE: \/secret cannot be read/);
    expect(() => read({ ...file, XLSTRIPE_APPS_TEST_SECRET_KEY: "sk_test_direct" }, { "/secret": "sk_test_fromfile" })).toThrow(/both set/);
  });

  test("never show a secret when they are written out", () => {
    const settings = read({
      DATABASE_URL: "postgres://user:hidden-password@host/db",
      XLSTRIPE_APPS_LIVE_CLIENT_ID: "ca_1",
      XLSTRIPE_APPS_LIVE_SECRET_KEY: "sk_live_hidden",
    });
    expect(JSON.stringify(settings)).not.toMatch(/hidden/);
  });

  test("keep one app for each mode of Stripe Apps and Connect, each with its own key", () => {
    const app = (name: string, mode: string) => ({ [`XLSTRIPE_${name}_CLIENT_ID`]: `ca_${name}`, [`XLSTRIPE_${name}_SECRET_KEY`]: `sk_${mode}_1` });
    const { apps } = read({ ...app("APPS_TEST", "test"), ...app("APPS_LIVE", "live"), ...app("CONNECT_TEST", "test"), ...app("CONNECT_LIVE", "live"), XLSTRIPE_APPS_TEST_CHANNEL: "chnlink_1" });
    expect(apps.map(({ variant, mode, clientId, channel }) => [variant, mode, clientId, channel])).toEqual([
      ["apps", "test", "ca_APPS_TEST", "chnlink_1"],
      ["apps", "live", "ca_APPS_LIVE", null],
      ["connect", "test", "ca_CONNECT_TEST", null],
      ["connect", "live", "ca_CONNECT_LIVE", null],
    ]);
    expect(mistakesOf({ ...app("APPS_LIVE", "test") })).toContain("sk_live_");
  });

  test("name the audience after the public address unless it is given", () => {
    const entra = { XLSTRIPE_PUBLIC_URL: "https://stripe.example.com", XLSTRIPE_ENTRA_CLIENT_ID: client, XLSTRIPE_ENTRA_TENANTS: `${tenant}, ${client}` };
    expect(read(entra).entra).toEqual({ clientId: client, tenants: [tenant, client], audience: `api://stripe.example.com/${client}`, authority: "https://login.microsoftonline.com" });
    expect(read({ ...entra, XLSTRIPE_ENTRA_AUDIENCE: "api://other" }).entra?.audience).toBe("api://other");
  });

  test("whatever the values are, the answer is settings or a list of mistakes", () => {
    const names = Object.keys(settingsSchema.shape);
    const environment = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.string(), fc.webUrl(), fc.nat().map(String)));
    fc.assert(fc.property(environment, (env) => ["", "AppE"].includes(mistakesOf(env).slice(0, 4))), { numRuns: 200 });
  });
});

describe("docs/gateway.md", () => {
  const page = readFileSync(join(projectRoot, "docs/gateway.md"), "utf8");
  const rows = new Map([...page.matchAll(/^\| `(\w+)` \| (.*?) \| (.*?) \|$/gm)].map(([, name = "", standard, meaning]) => [name, { standard, meaning }]));

  test.each(Object.entries(settingsSchema.shape))("has the row of %s as it is declared", (name, declared) => {
    const standard = declared.safeParse(undefined);
    const shown = standard.success && standard.data !== undefined ? `\`${String(standard.data)}\`` : "";
    const file = secretSettings.includes(name) ? ` Also by \`${name}_FILE\`.` : "";
    expect(rows.get(name)).toEqual({ standard: shown, meaning: `${declared.description}${file}` });
  });

  test("has rows of declared settings only", () => {
    expect([...rows.keys()].filter((name) => !(name in settingsSchema.shape))).toEqual([]);
  });
});
