import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { commands } from "../../src/cli/command-line";
import { propertyNames } from "../../src/connections/properties";
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

beforeAll(async () => {
  const sandbox = createSandbox({ seed: 3, scale: 0.02, now: Date.UTC(2026, 0, 31) });
  server = await serveHandler((request) => sandbox.handle(request));
});

afterAll(() => server.close());

describe("docs/command-line.md", () => {
  test("has examples", () => {
    expect(examples.length).toBeGreaterThan(10);
  });

  test.each(examples)("the example `xlstripe $line` works as written", async ({ args, code }) => {
    const outcome = await runHere(args, { XLSTRIPE_SANDBOX: server.origin, STRIPE_API_KEY: "sk_test_sandbox" });
    expect(outcome).toMatchObject({ code, ...(code === 0 && !args.includes("--stats") && !args.includes("--max-rows") ? { err: "" } : {}) });
    if (code === 0) expect(outcome.out).not.toBe("");
  });

  test("names every command, every option and every setting", () => {
    const options = commands.flatMap(({ options: declared }) => Object.keys(declared));
    const missing = [
      ...commands.map(({ name }) => `## ${name}`),
      ...options.map((name) => `--${name}`),
      ...propertyNames.map((name) => `\`${name}\``),
    ].filter((text) => !page.includes(text));
    expect(missing).toEqual([]);
  });
});
