import { afterAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";

import { createFileSpool } from "../../../src/platform/node/file-spool";

const { signal } = new AbortController();

describe("a spool of files", () => {
  const root = mkdtempSync(join(tmpdir(), "xlstripe-spool-"));
  const folder = join(root, "spool");
  const spool = createFileSpool(folder);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("is empty before anything was put, and removing nothing is no error", async () => {
    expect(await spool.names(signal)).toEqual([]);
    expect(await spool.read("nothing", signal)).toBeNull();
    await spool.remove("nothing", signal);
  });

  test("gives back what was put, under any name, in files that only their owner reads", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }), fc.string(), async (name, text) => {
        await spool.put(name, text, signal);
        expect(await spool.read(name, signal)).toBe(text);
        expect(await spool.names(signal)).toEqual([name]);
        expect(readdirSync(folder).map((file) => statSync(join(folder, file)).mode & 0o777)).toEqual([0o600]);
        await spool.remove(name, signal);
        expect(await spool.names(signal)).toEqual([]);
      }),
      { numRuns: 30 },
    );
    expect(readdirSync(root)).toEqual(["spool"]);
  });

  test("puts again over an older text of the same name", async () => {
    await spool.put("grant", "1", signal);
    await spool.put("grant", "2", signal);
    expect(await spool.read("grant", signal)).toBe("2");
  });

  test("does not show what a crash left half-written", async () => {
    writeFileSync(join(folder, "half.spool.00ff.draft"), "ha", { mode: 0o600 });
    expect(await spool.names(signal)).not.toContain("half");
    expect(await spool.read("half", signal)).toBeNull();
  });
});
