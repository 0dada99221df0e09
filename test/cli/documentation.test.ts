import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { procedures } from "../../src/app/procedures/procedures";
import { loadCommands } from "../../src/cli/commands";
import { createSandbox } from "../../src/sandbox/sandbox";
import { serveHandler, type ServedHandler } from "../fakes/serve-handler";
import { runHere } from "./run-xlstripe";

const page = readFileSync(resolve(__dirname, "../../docs/command-line.md"), "utf8");

/** The examples of the page: arguments, and the exit code that its comment promises. */
const examples = [...page.matchAll(/^\$ xlstripe (.*?)(?:\s+# exits with (\d+))?$/gm)].map(([, line = "", code = "0"]) => ({
  line,
  code: Number(code),
  args: [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ""),
}));

let server: ServedHandler;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "xlstripe-"));
  const sandbox = createSandbox({ seed: 3, scale: 0.02, now: Date.UTC(2026, 0, 31) });
  server = await serveHandler((request) => sandbox.handle(request));
});

afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true });
});

describe("docs/command-line.md", () => {
  test("has examples", () => {
    expect(examples.length).toBeGreaterThan(10);
  });

  test.each(examples)("the example `xlstripe $line` works as written", async ({ args, code }) => {
    const outcome = await runHere(args, { XLSTRIPE_SANDBOX: server.origin, STRIPE_API_KEY: "sk_test_sandbox", XLSTRIPE_HOME: join(home, "xlstripe") });
    expect(outcome).toMatchObject({ code, ...(code === 0 && !args.includes("--stats") && !args.includes("--max-rows") ? { err: "" } : {}) });
    if (code === 0 && args[0] !== "disconnect") expect(outcome.out).not.toBe("");
  });

  test("names every command, option, procedure and input", async () => {
    const commands = await loadCommands();
    const options = commands.flatMap(({ options: declared }) => Object.keys(declared));
    const missing = [
      ...commands.map(({ name }) => `## ${name}`),
      ...options.map((name) => `--${name}`),
      ...procedures.flatMap(({ name, inputs }) => [name, ...Object.keys(inputs)]).map((name) => `\`${name}\``),
    ].filter((text) => !page.includes(text));
    expect(missing).toEqual([]);
  });
});
