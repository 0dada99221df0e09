import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { projectRoot } from "../guards/project-files";
import { completed, missingOptional, platformOf } from "./complete-lock.mjs";

describe("the lock file", () => {
  const text = readFileSync(join(projectRoot, "package-lock.json"), "utf8");

  test("names every platform's packages, so that npm ci works on all of them", () => {
    const lock = JSON.parse(text) as Parameters<typeof missingOptional>[0];
    expect(missingOptional(lock).filter(({ platform }) => platform !== null)).toEqual([]);
  });

  test("names no registry", () => {
    expect(text).not.toMatch(/"resolved": "https?:/);
  });

  test("completing adds what is missing with its platform, and leaves the rest", () => {
    const lock = {
      packages: {
        "node_modules/tool": { version: "1.0.0", dev: true, optionalDependencies: { "tool-darwin-arm64": "1.0.0", "tool-linux-x64": "1.0.0" } },
        "node_modules/tool-linux-x64": { version: "1.0.0", optional: true },
      },
    };
    expect(missingOptional(completed(lock))).toEqual([]);
    expect(completed(lock).packages).toEqual({
      ...lock.packages,
      "node_modules/tool-darwin-arm64": { version: "1.0.0", os: ["darwin"], cpu: ["arm64"], dev: true, optional: true },
    });
  });

  test.each([
    ["@swc/core-win32-ia32-msvc", { os: ["win32"], cpu: ["ia32"] }],
    ["@unrs/resolver-binding-linux-riscv64-musl", { os: ["linux"], cpu: ["riscv64"], libc: ["musl"] }],
    ["left-pad", null],
  ])("the platform of %s is %j", (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });
});
