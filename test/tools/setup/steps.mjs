/** Runs the steps of a command one after the other and stops at the first that fails. */
import { spawnSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The root folder of the project. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

/**
 * Runs a program of the project with its output shown; ends this process when it fails.
 * @param {readonly string[]} args arguments of `node`
 * @param {Record<string, string>} [env]
 */
export function runNode(args, env = {}) {
  const { status, signal } = spawnSync(process.execPath, args, {
    cwd: projectRoot,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? (signal ? 130 : 1));
}

/** Runs the set-up; a failure is one sentence and exit code 1. @param {() => void} setUp */
export function orExplain(setUp) {
  try {
    return setUp();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
