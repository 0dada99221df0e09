import { execFile, spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

import type { Sink } from "./sink";

/** Arguments of the processes that run at this moment, one line each. */
async function sample(): Promise<readonly string[]> {
  if (process.platform !== "linux") {
    const { stdout } = await promisify(execFile)("ps", ["-axww", "-o", "args"], { maxBuffer: 64 * 1024 * 1024 });
    return stdout.split("\n");
  }
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  return Promise.all(ids.map(async (id) => (await readFile(`/proc/${id}/cmdline`, "utf8").catch(gone)).replaceAll("\0", " ")));
}

/** A process may end between the listing and the reading. */
const gone = (): string => "";

/** Watches the arguments of all processes, as any other program on the computer can. */
export type ProcessWatch = Sink & { readonly stop: () => Promise<void> };

/** Starts to look every few milliseconds; lines seen are kept until the end. */
export function watchProcessArguments(everyMs = 10): ProcessWatch {
  const seen = new Set<string>();
  const look = async (): Promise<void> => (await sample()).forEach((line) => seen.add(line));
  let running = true;
  const watching = (async () => {
    while (running) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    name: "process arguments",
    async read() {
      await look();
      return Buffer.from([...seen].join("\n"));
    },
    async plant(text) {
      const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 5000)", text], { stdio: "ignore" });
      await new Promise((resolve) => child.once("spawn", resolve));
      await look();
      child.kill();
    },
    async stop() {
      running = false;
      await watching;
    },
  };
}
