import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { resolve } from "node:path";

export type GatewayProcessOptions = {
  /** Where database, keys and spool go. */
  readonly data: string;
  /** Gets the log. */
  readonly log: string;
  readonly env: Readonly<Record<string, string>>;
};

/** `xlstripe serve` in a process of its own, which writes all it has to say into its log. */
export async function startGatewayProcess({ data, log, env }: GatewayProcessOptions): Promise<{ readonly origin: string; readonly end: () => Promise<void> }> {
  const file = openSync(log, "a");
  const child = spawn(process.execPath, ["src/cli/xlstripe.mjs", "serve", "--port", "0", "--data", data], {
    cwd: resolve(__dirname, "../.."),
    env: { ...process.env, XLSTRIPE_LOG_LEVEL: "info", ...env },
    stdio: ["ignore", "pipe", file],
  });
  closeSync(file);
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  const origin = await new Promise<string>((done, failed) => {
    child.stdout?.once("data", (chunk: Buffer) => done(chunk.toString().trim()));
    void ended.then(() => failed(new Error("the gateway has ended")));
  });
  return {
    origin,
    end() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
