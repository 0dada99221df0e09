import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReadCounter, readCountsFile } from "../../src/cli/keep/read-counts";
import { stripeApiBase } from "../../src/stripe/api-version";

const { signal } = new AbortController();
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "xlstripe-"));
});
afterAll(() => rmSync(home, { recursive: true }));

/** One run of the command line that reads so many times. */
async function run(env: Readonly<Record<string, string>>, apiBase: string, reads: number): Promise<number> {
  const counter = openReadCounter({ env }, apiBase);
  for (let read = 0; read < reads; read++) counter.count("acct_1");
  await counter.flush(signal);
  const { count } = counter.readsOf("acct_1").get();
  return count;
}

describe("the count of an account's reads", () => {
  test("goes on from run to run, in a file that nobody else can read", async () => {
    const env = { XLSTRIPE_HOME: join(home, "kept") };
    await run(env, stripeApiBase, 3);
    expect(await run(env, stripeApiBase, 4)).toBe(7);
    expect(statSync(join(home, "kept", "reads.json")).mode & 0o077).toBe(0);
  });

  test("leaves no file for another server, nor where there is no folder", async () => {
    const env = { XLSTRIPE_HOME: join(home, "none") };
    expect(await run(env, "http://127.0.0.1:12111", 2)).toBe(2);
    expect(existsSync(join(home, "none"))).toBe(false);
    expect(await run({}, stripeApiBase, 2)).toBe(2);
  });

  test("is not overwritten by a run that read an older one", async () => {
    const file = readCountsFile(join(home, "file.json"));
    expect(await file.load(signal)).toBeNull();
    await file.save("a", null, signal);
    expect(await file.save("b", null, signal)).toBe("conflict");
    expect(await file.save("b", "a", signal)).toEqual({ etag: "b" });
    expect(await file.load(signal)).toEqual({ text: "b", etag: "b" });
  });
});
