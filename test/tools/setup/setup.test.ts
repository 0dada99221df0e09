import { describe, expect, test } from "@jest/globals";
import { delimiter } from "node:path";

import { findChromium } from "./chromium.mjs";
import { isInstalled, isSupportedNode } from "./dependencies.mjs";

describe("set-up of a fresh clone", () => {
  test("Node 20 and newer are supported", () => {
    expect(["v18.20.0", "v20.20.2", "v22.1.0"].map(isSupportedNode)).toEqual([false, true, true]);
  });

  test("packages are installed when one is missing or has another version", () => {
    const wanted = { packages: { "": {}, "node_modules/a": { version: "1.0.0" } } };
    expect(isInstalled(wanted, { packages: { "node_modules/a": { version: "1.0.0" } } })).toBe(true);
    expect(isInstalled(wanted, { packages: { "node_modules/a": { version: "1.0.1" } } })).toBe(false);
    expect(isInstalled(wanted, { packages: {} })).toBe(false);
  });

  test("another platform's binary and an optional peer may be missing", () => {
    const wanted = { packages: { "node_modules/mac": { version: "1.0.0", optional: true }, "node_modules/peer": { version: "1.0.0", peer: true } } };
    expect(isInstalled(wanted, { packages: {} })).toBe(true);
  });

  test("CHROMIUM names the browser, else the first one on the path is taken", () => {
    const env = { PATH: ["/opt/a", "/opt/b"].join(delimiter) };
    const only = (path: string) => (candidate: string) => candidate === path;
    expect(findChromium({ ...env, CHROMIUM: "/x/chrome" }, () => true)).toBe("/x/chrome");
    expect(findChromium(env, only("/opt/b/google-chrome"))).toBe("/opt/b/google-chrome");
    expect(findChromium(env, () => false)).toBeNull();
  });

  test("a CHROMIUM that is no program is not replaced by another browser", () => {
    expect(findChromium({ CHROMIUM: "/nowhere/chrome", PATH: "/usr/bin" }, (path) => path !== "/nowhere/chrome")).toBeNull();
  });
});
