import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { commandNames } from "../../../taskpane/command-names";
import { pngSize } from "./png-size";
import type { ManifestContext } from "./rules/manifest-rule";

/** Paths that the build writes; webpack's own test holds it to them. */
export const builtFiles: readonly string[] = ["/taskpane.html", "/help.html", "/runtime.js", "/functions.json"];

/** The deployment as it will be: files of the build, and the pictures in `assets/`. */
export function deployedFiles(projectRoot: string): ManifestContext {
  const file = (path: string) => join(projectRoot, path);
  const isPicture = (path: string) => path.startsWith("/assets/") && existsSync(file(path));
  return {
    commands: commandNames,
    serves: (path) => builtFiles.includes(path) || isPicture(path),
    pictureSize: (path) => (isPicture(path) ? pngSize(readFileSync(file(path))) : null),
  };
}
