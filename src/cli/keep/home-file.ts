import { existsSync } from "node:fs";
import { join } from "node:path";
import { findConfigFolder } from "../config-folder";
import type { CliIo } from "../io";

/** The file of the saved connections. */
export const homeFileName = "connections";

/** Whether anything was ever saved: looking for a connection makes no file. */
export function hasSavedConnections({ env }: Pick<CliIo, "env">): boolean {
  const folder = findConfigFolder(env);
  return folder !== null && existsSync(join(folder, homeFileName));
}
