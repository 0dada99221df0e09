import { spawn } from "node:child_process";
import { join } from "node:path";

import { buildWorkbench } from "../workbench/build";
import { buildFolders } from "./build-folders";
import { buildOnce, sourceStamp } from "./source-stamp";

const addInSources = ["src", "functions", "taskpane", "assets", "test/tools", "webpack.config.cjs", "package-lock.json", "tsconfig.json"];
const workbenchSources = ["src", "test/workbench", "test/excel-sim", "package-lock.json"];

function runWebpack(projectRoot: string, environment: string, signal: AbortSignal): Promise<void> {
  const args = ["node_modules/webpack-cli/bin/cli.js", "--env", `environment=${environment}`, "--mode", "production"];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ["ignore", "inherit", "inherit"], signal });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error("The add-in could not be built; the messages are above."))));
  });
}

/** Builds the add-in for https://localhost and the workbench; what was built from the same sources is kept. */
export async function buildAll(projectRoot: string, signal: AbortSignal): Promise<void> {
  const folders = buildFolders(projectRoot);
  const build = (folder: string, sources: readonly string[], work: () => Promise<void>): Promise<boolean> =>
    buildOnce(join(folder, ".stamp"), sourceStamp(projectRoot, sources), work);
  const built = await Promise.all([
    build(folders.addIn, addInSources, () => runWebpack(projectRoot, "localhost", signal)),
    build(folders.workbench, workbenchSources, () => buildWorkbench(folders.workbench, signal)),
  ]);
  if (built.includes(true)) process.stderr.write("Built the add-in and the workbench.\n");
}
