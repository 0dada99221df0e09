import { expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadCommand, loadCommands } from "../../src/cli/commands";
import { collect } from "./run-xlstripe";

const root = resolve(__dirname, "../..");

/** The folder of the built command line. */
async function builtFolder(): Promise<string> {
  const script = 'import("./src/cli/bundle.mjs").then(({ builtEntry }) => builtEntry("src/cli/main.ts")).then((url) => process.stdout.write(url))';
  const { out } = await collect(spawn(process.execPath, ["-e", script], { cwd: root }));
  return dirname(fileURLToPath(out));
}

/** Packages that a file imports before it runs, itself or by what it imports. */
function packagesOf(folder: string, file: string, seen = new Set<string>()): ReadonlySet<string> {
  const text = readFileSync(join(folder, file), "utf8");
  for (const [, from = ""] of text.matchAll(/^(?:import|export|\}) ?(?:[^"\n]*from )?"([^"\n]+)";$/gm)) {
    if (seen.has(from)) continue;
    seen.add(from);
    if (from.startsWith("./")) packagesOf(folder, from, seen);
  }
  return new Set([...seen].filter((from) => !/^(node:|\.\/)/.test(from)));
}

test("what a command does not need is not loaded when it starts", async () => {
  const folder = await builtFolder();
  const fileOf = (command: string) => readdirSync(folder).find((name) => new RegExp(`^${command}-\\w+\\.mjs$`).test(name)) ?? "";
  expect([...packagesOf(folder, "entry.mjs")]).toEqual([]);
  expect([...packagesOf(folder, fileOf("tables"))]).toEqual([]);
  expect([...packagesOf(folder, fileOf("query"))]).toEqual([]);
  expect([...packagesOf(folder, fileOf("connect"))]).toContain("oauth4webapi");
});

test("every command is found by its name", async () => {
  for (const command of await loadCommands()) expect(await loadCommand(command.name)).toBe(command);
  expect(await loadCommand("constructor")).toBeUndefined();
});
