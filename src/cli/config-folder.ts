import { join } from "node:path";
import { AppError } from "../base/app-error";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where this person's connections are kept: `XLSTRIPE_HOME`, else the folder that the system has for such things; `null` when
 * the environment names no home. https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function findConfigFolder(env: Environment, platform: NodeJS.Platform = process.platform): string | null {
  return env["XLSTRIPE_HOME"] || systemFolder(env, platform);
}

/** The same, where it is needed. @throws AppError `STORAGE_UNAVAILABLE`. */
export function configFolder(env: Environment): string {
  const folder = findConfigFolder(env);
  if (folder !== null) return folder;
  throw new AppError("STORAGE_UNAVAILABLE", "There is no folder to keep connections in.", {
    hint: "Name one in the environment variable XLSTRIPE_HOME.",
  });
}

function systemFolder(env: Environment, platform: NodeJS.Platform): string | null {
  const home = env["HOME"] || env["USERPROFILE"];
  const inHome = (...parts: readonly string[]): string | null => (home ? join(home, ...parts) : null);
  const root =
    platform === "win32"
      ? env["APPDATA"] || inHome("AppData", "Roaming")
      : platform === "darwin"
        ? inHome("Library", "Application Support")
        : env["XDG_CONFIG_HOME"] || inHome(".config");
  return root ? join(root, "xlstripe") : null;
}
