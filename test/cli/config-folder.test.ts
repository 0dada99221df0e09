import { describe, expect, test } from "@jest/globals";
import { join } from "node:path";
import { configFolder, findConfigFolder } from "../../src/cli/config-folder";

describe("the folder of the saved connections", () => {
  test.each([
    ["linux", { HOME: "/h" }, join("/h", ".config", "xlstripe")],
    ["linux", { HOME: "/h", XDG_CONFIG_HOME: "/x" }, join("/x", "xlstripe")],
    ["darwin", { HOME: "/h" }, join("/h", "Library", "Application Support", "xlstripe")],
    ["win32", { USERPROFILE: "/h", APPDATA: "/a" }, join("/a", "xlstripe")],
    ["win32", { USERPROFILE: "/h" }, join("/h", "AppData", "Roaming", "xlstripe")],
    ["linux", { HOME: "/h", XLSTRIPE_HOME: "/mine" }, "/mine"],
    ["linux", {}, null],
  ] as const)("on %s with %j is %s", (platform, env, folder) => {
    expect(findConfigFolder(env, platform)).toBe(folder);
  });

  test("that nothing names is asked for in a sentence", () => {
    expect(() => configFolder({})).toThrow("There is no folder to keep connections in.");
  });
});
