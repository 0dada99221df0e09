import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { collect, type Outcome } from "../cli/run-xlstripe";

const root = resolve(__dirname, "../..");

/** `xlstripe sandbox` in a process of its own. */
export type SandboxProcess = { readonly origin: string; readonly end: () => Promise<Outcome> };

/** Starts `xlstripe sandbox` on a free port with a small company. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const args = ["src/cli/xlstripe.mjs", "sandbox", "--port", "0", "--scale", "0.01", "--now", "2026-01-31"];
  const child = spawn(process.execPath, args, { cwd: root });
  const ended = collect(child);
  const origin = await new Promise<string>((done, failed) => {
    child.stdout.once("data", (chunk: Buffer) => done(chunk.toString().trim()));
    void ended.then(({ err }) => failed(new Error(err)));
  });
  return {
    origin,
    end() {
      child.kill("SIGINT");
      return ended;
    },
  };
}
