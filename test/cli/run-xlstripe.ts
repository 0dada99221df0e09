import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { runCommandLine } from "../../src/cli/command-line";

export type Outcome = { readonly code: number | null; readonly out: string; readonly err: string };
type Environment = Readonly<Record<string, string | undefined>>;

/** Runs a command line in this process. `env` is all the environment that it sees. */
export async function runHere(args: readonly string[], env: Environment = {}, signal = new AbortController().signal): Promise<Outcome> {
  let out = "";
  let err = "";
  const code = await runCommandLine(args, {
    write: (text) => Promise.resolve(void (out += text)),
    note: (line) => void (err += `${line}\n`),
    env,
    signal,
  });
  return { code, out, err };
}

/** Runs the real launcher as a person does: `npx --no-install xlstripe …`. `env` is added to the environment. */
export function runByNpx(args: readonly string[], env: Environment = {}): Promise<Outcome> {
  return collect(spawn("npx", ["--no-install", "xlstripe", ...args], { cwd: resolve(__dirname, "../.."), env: { ...process.env, ...env } }));
}

/** A program's exit code and all that it printed. */
export function collect(child: ReturnType<typeof spawn>): Promise<Outcome> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk: Buffer) => void (out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => void (err += chunk.toString()));
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => done({ code, out, err }));
  });
}
