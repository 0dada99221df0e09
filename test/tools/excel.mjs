/**
 * `npm run excel`: opens the add-in in a real Excel on this computer with office-addin-debugging.
 * That package is an optional peer, large and partly native, so it is installed here on first use and nowhere else.
 * More arguments go to it: `npm run excel -- web --document <address>` opens Excel on the web; `npm run excel -- stop` ends the session.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { ensureDependencies } from "./setup/dependencies.mjs";
import { orExplain, projectRoot, runNode } from "./setup/steps.mjs";

const tool = "office-addin-debugging";
const bin = join(projectRoot, "node_modules", tool, "cli.js");

function installTool() {
  if (existsSync(bin)) return;
  const { peerDependencies } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
  process.stderr.write(`Installing ${tool} (about 450 MB, once) …\n`);
  const { status } = spawnSync("npm", ["install", "--no-save", `${tool}@${peerDependencies[tool]}`], {
    cwd: projectRoot,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`${tool} could not be installed; on Linux it needs the package libsecret-1-dev.`);
}

const args = process.argv.slice(2);
orExplain(() => ensureDependencies(projectRoot));
orExplain(installTool);
if (args[0] === "stop") {
  runNode([bin, "stop", "manifest.xml"]);
} else {
  const server = spawn(process.execPath, ["test/tools/run.mjs", "test/tools/serve.ts", "--no-open"], { cwd: projectRoot, stdio: "inherit" });
  process.on("exit", () => server.kill());
  runNode([bin, "start", "manifest.xml", ...args]);
  await new Promise((done) => server.on("exit", done));
}
