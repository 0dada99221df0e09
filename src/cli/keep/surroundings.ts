import { join } from "node:path";
import { defaultLocationName } from "../../connections/settings-location";
import type { SignInSurroundings } from "../../connections/sign-in-surroundings";
import { findConfigFolder } from "../config-folder";
import type { CliIo } from "../io";

/**
 * What the command line offers for signing in: the tokens of each connection are kept in a file of their own beside the saved
 * connections when nothing else is said.
 */
export function surroundings(env: CliIo["env"], name: string): SignInSurroundings {
  const folder = findConfigFolder(env);
  if (folder === null) return { place: "command line", location: { kind: "memory", name: defaultLocationName } };
  const file = encodeURIComponent(name.toLowerCase() || defaultLocationName);
  return { place: "command line", location: { kind: "file", name: join(folder, "tokens", file) } };
}
