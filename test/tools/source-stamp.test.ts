import { describe, expect, test } from "@jest/globals";
import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildOnce, sourceStamp } from "./source-stamp";

function project(): string {
  const root = mkdtempSync(join(tmpdir(), "stamp-"));
  mkdirSync(join(root, "src/deep"), { recursive: true });
  writeFileSync(join(root, "src/deep/a.ts"), "one");
  writeFileSync(join(root, "config.cjs"), "x");
  return root;
}

describe("source stamp", () => {
  test("stays while nothing changes and changes with text, name and configuration", () => {
    const root = project();
    const stamp = (): string => sourceStamp(root, ["src", "config.cjs"]);
    const first = stamp();
    expect(stamp()).toBe(first);
    writeFileSync(join(root, "src/deep/a.ts"), "two");
    const second = stamp();
    renameSync(join(root, "src/deep/a.ts"), join(root, "src/deep/b.ts"));
    const third = stamp();
    writeFileSync(join(root, "config.cjs"), "y");
    expect(new Set([first, second, third, stamp()]).size).toBe(4);
  });

  test("a build runs once for a stamp, and again after one that failed", async () => {
    const file = join(project(), "dist/.stamp");
    const runs: string[] = [];
    const build = (name: string, fails = false) => (): Promise<void> => {
      runs.push(name);
      return fails ? Promise.reject(new Error("build failed")) : Promise.resolve();
    };
    await expect(buildOnce(file, "1", build("failing", true))).rejects.toThrow("build failed");
    expect(await buildOnce(file, "1", build("first"))).toBe(true);
    expect(await buildOnce(file, "1", build("same"))).toBe(false);
    expect(await buildOnce(file, "2", build("changed"))).toBe(true);
    expect(runs).toEqual(["failing", "first", "changed"]);
  });
});
