import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { publicJwkOf, signProof } from "../../src/auth/installation-proof";
import { readSettings } from "../../src/gateway/settings/read-settings";
import { startGateway } from "../../src/gateway/start-gateway";
import { runHere, type Outcome } from "./run-xlstripe";

/** Runs `xlstripe serve` until `use` is done with it, then presses Ctrl-C. */
async function whileServing(args: readonly string[], env: Readonly<Record<string, string>>, visit: (origin: string) => Promise<void>): Promise<Outcome> {
  const interrupted = new AbortController();
  let started: (origin: string) => void = () => undefined;
  const origin = new Promise<string>((resolve) => (started = resolve));
  const outcome = runHere(["serve", "--port", "0", ...args], { XLSTRIPE_LOG_LEVEL: "error", ...env }, {
    signal: interrupted.signal,
    onNote: (line) => started(/http:\/\/[\w.:]+(?=\/manifest)/.exec(line)?.[0] ?? ""),
  });
  try {
    await visit(await Promise.race([origin, outcome.then(({ err }) => Promise.reject(new Error(err)))]));
  } finally {
    interrupted.abort();
  }
  return outcome;
}

/** Enrols a new installation with a join code. */
async function enrol(origin: string, audience: string, joinCode: string): Promise<number> {
  const key = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const authorization = `Bearer ${await signProof(key, { audience, now: Date.now() })}`;
  const body = JSON.stringify({ publicKey: await publicJwkOf(key), joinCode });
  return (await fetch(`${origin}/v1/installations`, { method: "POST", headers: { authorization, "content-type": "application/json" }, body })).status;
}

describe("xlstripe serve", () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "xlstripe-serve-"));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test("needs no setting: prints its address, serves, and ends in order at Ctrl-C", async () => {
    const { code, out, err } = await whileServing([], { XDG_CONFIG_HOME: home, HOME: home, APPDATA: home }, async (origin) => {
      expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    });
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\n$/) });
    expect(err).toContain("Ctrl-C");
  });

  test("keeps its files where --data says, closed to others", async () => {
    const data = join(home, "data");
    await whileServing(["--data", data], {}, () => Promise.resolve());
    expect(readdirSync(data).sort()).toEqual(expect.arrayContaining(["gateway.sqlite", "keys.json"]));
    expect(readdirSync(data).filter((name) => (statSync(join(data, name)).mode & 0o077) !== 0)).toEqual([]);
  });

  test("--join-code prints a code that lets one computer in, once, while the gateway runs", async () => {
    const env = { XLSTRIPE_PUBLIC_URL: "https://stripe.example.com", XLSTRIPE_DATA: join(home, "joined"), XLSTRIPE_PORT: "0" };
    const gateway = await startGateway(readSettings(env, { dataFolder: home }), { log: () => undefined });
    const printed = await runHere(["serve", "--join-code", "Ann"], env);
    expect(printed).toMatchObject({ code: 0, out: expect.stringMatching(/^(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}\n$/) });
    const enrolOnce = () => enrol(`http://127.0.0.1:${gateway.port}`, env.XLSTRIPE_PUBLIC_URL, printed.out.trim());
    expect([await enrolOnce(), await enrolOnce()]).toEqual([201, 403]);
    await gateway.stop();
  });

  test("--new-key makes a key file, then adds keys to it", async () => {
    const data = join(home, "keys");
    const first = await runHere(["serve", "--new-key", "--data", data]);
    const second = await runHere(["serve", "--new-key", "--data", data]);
    expect(first.out).toContain("1 key, current k1");
    expect(second.out).toContain("2 keys, current k2");
  });

  test("lists all mistakes of its settings and ends with exit code 2", async () => {
    const outcome = await runHere(["serve", "--data", home], { XLSTRIPE_PORT: "high", XLSTRIPE_LOG_LEVEL: "loud" });
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).toMatch(/XLSTRIPE_PORT[\s\S]*XLSTRIPE_LOG_LEVEL/);
  });
});
