import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Spool } from "../ports";
import { isMissing, makePrivateFolder, readPrivateFile, replacePrivateFile, syncFolder } from "./private-file";

const fileEnd = ".spool";

/** A {@link Spool} of one file a text. The folder must survive a restart, and belongs to one node. */
export function createFileSpool(folder: string): Spool {
  const pathOf = (name: string) => join(folder, `${encodeURIComponent(name).replaceAll(".", "%2E")}${fileEnd}`);
  return {
    async put(name, text, signal) {
      signal.throwIfAborted();
      await replacePrivateFile(pathOf(name), text);
    },
    async names(signal) {
      signal.throwIfAborted();
      const files = await filesIn(folder);
      return files.filter((file) => file.endsWith(fileEnd)).map((file) => decodeURIComponent(file.slice(0, -fileEnd.length)));
    },
    async read(name, signal) {
      signal.throwIfAborted();
      return readPrivateFile(pathOf(name));
    },
    async remove(name, signal) {
      signal.throwIfAborted();
      await makePrivateFolder(folder);
      await rm(pathOf(name), { force: true });
      await syncFolder(folder);
    },
  };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (failure) {
    if (isMissing(failure)) return [];
    throw failure;
  }
}
