import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where this program keeps its files for the person who runs it: `XDG_CONFIG_HOME` or `~/.config`, Application Support on
 * macOS, AppData on Windows, each with a folder `xlstripe` in it.
 */
export function configFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(parentOf(env), "xlstripe");
}

function parentOf(env: Readonly<Record<string, string | undefined>>): string {
  if (env["XDG_CONFIG_HOME"]) return env["XDG_CONFIG_HOME"];
  if (process.platform === "win32" && env["APPDATA"]) return env["APPDATA"];
  return join(env["HOME"] ?? homedir(), process.platform === "darwin" ? "Library/Application Support" : ".config");
}
