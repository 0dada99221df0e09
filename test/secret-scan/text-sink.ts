import { appendFile } from "node:fs/promises";
import { basename, dirname } from "node:path";

import { createFolderSink } from "./folder-sink";
import type { Sink } from "./sink";

/** One file of text, such as a log. */
export function createTextSink(name: string, path: string): Sink {
  const file = basename(path);
  return createFolderSink({
    name,
    folder: dirname(path),
    files: new RegExp(`^${file.replaceAll(".", "\\.")}$`),
    plant: (text) => appendFile(path, `${text}\n`),
  });
}
