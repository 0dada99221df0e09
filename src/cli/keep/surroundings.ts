import { join } from "node:path";
import { defaultLocationName } from "../../connections/settings-location";
import type { SignInSurroundings } from "../../connections/sign-in-surroundings";
import type { CliIo } from "../io";
import { findConfigFolder } from "../config-folder";

/** What the command line offers for signing in: tokens are kept beside the saved connections when nothing else is said. */
export function surroundings(env: CliIo["env"]): SignInSurroundings {
  const folder = findConfigFolder(env);
  const location = folder === null ? { kind: "memory", name: defaultLocationName } as const : { kind: "file", name: join(folder, "tokens") } as const;
  return { place: "command line", location };
}
