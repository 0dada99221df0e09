import { Secret } from "../../src/base/secret";
import { runCommandLine } from "../../src/cli/command-line";

/** Runs `xlstripe sandbox` with these options until the task is done with its address. */
export async function withSandbox(options: readonly string[], task: (origin: string) => Promise<void>): Promise<void> {
  const ended = new AbortController();
  const served = new Promise<string>((resolve, reject) => {
    void runCommandLine(["sandbox", "--port", "0", "--scale", "0.001", ...options], {
      write: (text) => Promise.resolve(resolve(text.trim())),
      note: () => undefined,
      env: {},
      signal: ended.signal,
      askSecret: () => Promise.resolve(new Secret("")),
      openBrowser: () => Promise.resolve(false),
    }).then((code) => reject(new Error(`it ended with ${code}`)));
  });
  try {
    await task(await served);
  } finally {
    ended.abort();
  }
}
