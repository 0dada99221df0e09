import { appendFile, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { isMissing } from "../../src/platform/node/private-file";
import type { Sink } from "./sink";

export type FolderSinkOptions = {
  readonly name: string;
  readonly folder: string;
  /** Files that belong to it. */
  readonly files: RegExp;
  /** Puts a text in as the program would; a file of its own when absent. */
  readonly plant?: (text: string) => Promise<void>;
};

/** All bytes of a folder's files, with their names. */
export function createFolderSink({ name, folder, files, plant }: FolderSinkOptions): Sink {
  return {
    name,
    async read() {
      const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile() && files.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name));
      const contents = await Promise.all(names.map(async (path) => [Buffer.from(`${path}\n`), await bytesOf(path), Buffer.from("\n")]));
      return Buffer.concat(contents.flat());
    },
    plant: plant ?? ((text) => appendFile(join(folder, "planted"), `${text}\n`)),
  };
}

/** A database removes its side files when it is closed; what is gone holds nothing. */
async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (failure) {
    if (isMissing(failure)) return Buffer.alloc(0);
    throw failure;
  }
}
