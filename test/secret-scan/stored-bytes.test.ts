import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { runByNpx } from "../cli/run-xlstripe";
import { openSandboxWorld, type SandboxWorld } from "../cli/sandbox-world";
import { openWorkbench, type OpenWorkbench } from "../e2e/open-workbench";
import { chooseTable, insert, saveConnection } from "../e2e/pane-steps";
import { saveOAuthConnection } from "../e2e/sign-in-steps";
import { decide } from "../reference-systems/person";
import { browserSinks } from "./browser-sinks";
import { createDatabaseSink } from "./database-sink";
import { findSecrets, type Finding, type KnownSecret } from "./find-secrets";
import { createFolderSink } from "./folder-sink";
import { startGatewayProcess } from "./gateway-process";
import { recordIssued } from "./issued-secrets";
import { type ProcessWatch, watchProcessArguments } from "./process-arguments";
import { secretKinds } from "./secret-kinds";
import type { Sink } from "./sink";
import { leaveTokensInSpool } from "./spool-left-behind";
import { createTextSink } from "./text-sink";

/** Every place where a run of the program leaves bytes; the test below checks that the list is whole. */
const places = [
  "cells of the workbook",
  "custom XML parts of the workbook",
  "settings of the workbook",
  "localStorage",
  "sessionStorage",
  "IndexedDB",
  "cookies",
  "database of the workbench's gateway",
  "spool of the workbench's gateway",
  "database of a gateway process",
  "log of a gateway process",
  "database of a broker that failed at its commit",
  "spool of a broker that failed at its commit",
  "connections of the command line",
  "token file of the command line",
  "output of the command line",
  "process arguments",
] as const;

/** What a person types or sets; the code that the gateway's last page shows comes in when it is read. */
const typed: KnownSecret[] = [
  { name: "the restricted key", value: "rk_test_charges" },
  { name: "the secret key", value: "sk_test_sandbox" },
];

let bench: OpenWorkbench;
let world: SandboxWorld;
let watch: ProcessWatch;
let gateway: Awaited<ReturnType<typeof startGatewayProcess>>;
let sinks: readonly Sink[];
let issued: readonly (readonly KnownSecret[])[];
const found: { readonly place: string; readonly finding: Finding }[] = [];

const known = (): readonly KnownSecret[] => [...typed, ...issued.flat()];
const here = (...parts: readonly string[]): string => join(world.folder, ...parts);

async function scan(some: readonly Sink[]): Promise<void> {
  for (const sink of some) {
    for (const finding of findSecrets(await sink.read(), known())) found.push({ place: sink.name, finding });
  }
}

/** One command line in a real process; what it prints is kept. */
async function xlstripe(args: readonly string[], secrets: Readonly<Record<string, string>> = {}): Promise<void> {
  const { code, out, err } = await runByNpx(args, { XLSTRIPE_HOME: world.home, ...secrets });
  appendFileSync(here("output"), `${out}${err}`);
  if (code !== 0) throw new Error(`xlstripe ${args.join(" ")}: ${err}`);
}

async function useThePane(): Promise<void> {
  await saveConnection(bench, "By key", "rk_test_charges");
  await saveOAuthConnection(bench, "Signed in");
  await insert(await chooseTable(bench, "Signed in", "Charges"));
  await bench.call("setCell", "AA1", '=STRIPE.QUERY("SELECT id FROM customers LIMIT 3","By key")');
  await bench.call("idle");
  await bench.call("openWorkbook", await bench.call("saveWorkbook"));
  await bench.advance(2 * 60 * 60_000);
  await bench.call("runCommand", "RefreshAll");
  await bench.call("idle");
}

async function useTheCommandLine(): Promise<void> {
  const root = `ApiBase=${world.origin}`;
  const query = ["query", "SELECT count(*) AS n FROM charges", "--connection"];
  await xlstripe(["connect", "--name", "acme", "ApiKey=@env:KEY", root], { KEY: "rk_test_charges" });
  const app = ["AuthScheme=OAuth", "OAuthClientId=ca_sandbox", "OAuthClientSecret=@env:SECRET", "OAuthVerifier=@env:CODE"];
  const CODE = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
  await xlstripe(["connect", "--name", "shop", ...app, `OAuthSettingsLocation=${here("tokens")}`, root], { SECRET: "sk_test_sandbox", CODE });
  await xlstripe([...query, "acme"]);
  await xlstripe([...query, "shop"]);
  await xlstripe(["exec", "RefreshOAuthAccessToken", "--connection", "shop"]);
}

/** Signs in at the gateway process as a person with a browser and a code to type. */
async function useTheGateway(): Promise<void> {
  let page = "";
  const outcome = await world.run(["connect", "--name", "team", `Gateway=${gateway.origin}`], {}, {
    browse: (url) => Promise.resolve(void (page = url)),
    async answer() {
      const consent = await fetch(page, { redirect: "manual" });
      const last = await (await fetch(await decide(consent.headers.get("location") ?? ""))).text();
      const [, shown = ""] = /<p class="code">([\w-]+)<\/p>/.exec(last) ?? [];
      typed.push({ name: "the typed code", value: shown }, { name: "the typed code", value: shown.replace("-", "") });
      return shown;
    },
  });
  if (outcome.code !== 0) throw new Error(outcome.err);
  await xlstripe(["query", "SELECT count(*) AS n FROM charges", "--connection", "team"]);
}

function fileSinks(): readonly Sink[] {
  const spool = (name: string, folder: string): Sink => createFolderSink({ name, folder, files: /./ });
  return [
    createDatabaseSink({ name: "database of the workbench's gateway", folder: bench.server.dataFolder, file: "gateway.sqlite" }),
    spool("spool of the workbench's gateway", join(bench.server.dataFolder, "spool")),
    createDatabaseSink({ name: "database of a gateway process", folder: here("gateway"), file: "gateway.sqlite" }),
    createTextSink("log of a gateway process", here("gateway.log")),
    createDatabaseSink({ name: "database of a broker that failed at its commit", folder: here("left"), file: "left.sqlite" }),
    spool("spool of a broker that failed at its commit", here("left", "spool")),
    createDatabaseSink({ name: "connections of the command line", folder: world.home, file: "connections" }),
    createDatabaseSink({ name: "token file of the command line", folder: world.folder, file: "tokens" }),
    createTextSink("output of the command line", here("output")),
  ];
}

beforeAll(async () => {
  [bench, world] = await Promise.all([openWorkbench(), openSandboxWorld()]);
  issued = [recordIssued(bench.server.sandbox), recordIssued(world.sandbox)];
  const folders = [join(bench.server.dataFolder, "spool"), here("gateway"), here("left", "spool"), here("home")];
  for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(here("output"), "");
  watch = watchProcessArguments();
  gateway = await startGatewayProcess({
    data: here("gateway"),
    log: here("gateway.log"),
    env: { XLSTRIPE_APPS_TEST_CLIENT_ID: "ca_sandbox", XLSTRIPE_APPS_TEST_SECRET_KEY: "sk_test_sandbox", XLSTRIPE_TEST_API_ROOT: world.origin },
  });
  sinks = [...browserSinks(bench), ...fileSinks(), watch];
}, 180_000);

afterAll(async () => {
  await watch.stop();
  await gateway.end();
  await bench.close();
  await world.close();
});

describe("what a run leaves behind", () => {
  test("no key, token or code is readable anywhere, while keys, sign-ins, refreshes and queries are under way and after them", async () => {
    let running = true;
    const files = fileSinks();
    const scanning = (async () => {
      while (running) {
        await scan(files);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    })();
    await useThePane();
    await useTheCommandLine();
    await useTheGateway();
    const code = world.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    await leaveTokensInSpool({ folder: here("left"), stripe: world.origin, code });
    running = false;
    await scanning;
    await scan(sinks);
    expect(found).toEqual([]);
    expect(known().map(({ name }) => name)).toEqual(expect.arrayContaining(["an authorization code", "an access token", "a refresh token", "the typed code"]));
  }, 300_000);

  test("every place is listed with its size", async () => {
    expect(sinks.map(({ name }) => name)).toEqual(places);
    const sizes = await Promise.all(sinks.map(async (sink) => ({ place: sink.name, bytes: (await sink.read()).byteLength })));
    process.stdout.write(`${sizes.map(({ place, bytes }) => `${String(bytes).padStart(9)} bytes  ${place}`).join("\n")}\n`);
    expect(sizes.filter(({ bytes, place }) => bytes === 0 && place !== "spool of the workbench's gateway")).toEqual([]);
  });

  describe.each(secretKinds)("a planted $name", ({ name, canary }) => {
    test.each(places)("is found in the %s", async (place) => {
      const sink = sinks.find((one) => one.name === place);
      const planted = canary(randomBytes(16).toString("hex"));
      await sink?.plant(planted);
      const bytes = (await sink?.read()) ?? new Uint8Array();
      expect(findSecrets(bytes, [{ name: "planted", value: planted }]).map(({ what }) => what)).toContain("planted");
      expect(findSecrets(bytes, []).map(({ what }) => what)).toContain(`a ${name}`);
    });
  });
});
