import { join } from "node:path";
import { createReadCounter, type ReadCounter } from "../../connections/read-counter";
import { createMemoryStore } from "../../platform/memory-store";
import { nodeClock } from "../../platform/node/clock";
import { readPrivateFile, replacePrivateFile } from "../../platform/node/private-file";
import type { VersionedStore } from "../../platform/ports";
import { stripeApiBase } from "../../stripe/api-version";
import { findConfigFolder } from "../config-folder";
import type { CliIo } from "../io";

/**
 * Counts the reads of an account among all runs of the command line. Other servers than Stripe allow as much as they like, so
 * that theirs are forgotten.
 */
export function openReadCounter({ env }: Pick<CliIo, "env">, apiBase: string): ReadCounter {
  const folder = apiBase === stripeApiBase ? findConfigFolder(env) : null;
  const store = folder === null ? createMemoryStore() : readCountsFile(join(folder, "reads.json"));
  return createReadCounter({ clock: nodeClock, openStore: () => Promise.resolve(store) });
}

/** A text file as a value. Two programs that write within the same instant may lose one another's counts, which harms nobody. */
export function readCountsFile(path: string): VersionedStore {
  return {
    kind: "file",
    async load() {
      const text = await readPrivateFile(path);
      return text === null ? null : { text, etag: text };
    },
    async save(text, etag) {
      if ((await readPrivateFile(path)) !== etag) return "conflict";
      await replacePrivateFile(path, text);
      return { etag: text };
    },
  };
}
