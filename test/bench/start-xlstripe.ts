import { spawn } from "node:child_process";

/** A server of the command line in a process of its own. */
export type ServerProcess = { readonly origin: string; readonly stop: () => Promise<void> };

/**
 * Lets the heap grow to this many megabytes before all of it is searched for garbage: for half a second that takes every processor of
 * a small machine, also from what is measured. A server that is far away takes none.
 */
const heapFlags = ["--initial-old-space-size=1024"];

/** Starts `xlstripe <args>`, whose first line of output is its address; what it logs goes nowhere. */
export async function startXlstripe(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<ServerProcess> {
  const server = spawn(process.execPath, [...heapFlags, "src/cli/xlstripe.mjs", ...args], { env, stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise<number | null>((resolve) => server.once("exit", resolve));
  const origin = await new Promise<string>((resolve, reject) => {
    server.stdout.setEncoding("utf8").once("data", (line: string) => resolve(line.trim()));
    void ended.then((code) => reject(new Error(`xlstripe ${args[0] ?? ""} ended with ${String(code)} before it listened`)));
  });
  return {
    origin,
    async stop() {
      server.kill("SIGTERM");
      await ended;
    },
  };
}
