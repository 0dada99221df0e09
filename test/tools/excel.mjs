/**
 * `npm run excel`: opens the add-in in a real Excel on this computer with office-addin-debugging.
 * That package is an optional peer, large and partly native, so it is installed here on first use and nowhere else.
 * More arguments go to it: `npm run excel -- web --document <address>` opens Excel on the web; `npm run excel -- stop` ends the session.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { ensureDependencies } from "./setup/dependencies.mjs";
import { orExplain, projectRoot, runNode } from "./setup/steps.mjs";

const tool = "office-addin-debugging";
/** What manifest.xml points to. */
const port = 3000;
const bin = join(projectRoot, "node_modules", tool, "cli.js");
/** Comes with the tool: makes a certificate for localhost that this computer trusts, which the server then uses. */
const certificates = join(projectRoot, "node_modules/office-addin-dev-certs/cli.js");

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

/** Resolves when the server answers; rejects when it ends before, its own message is above. */
async function started(server) {
  const ended = once(server, "exit").then(() => Promise.reject(new Error("The add-in could not be served; the reason is above.")));
  const answers = async () => {
    while (!(await accepts(port))) await sleep(200);
  };
  await Promise.race([answers(), ended]);
}

function accepts(at) {
  return new Promise((resolve) => {
    const socket = connect(at, "localhost");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function openExcel(args) {
  if (await accepts(port)) throw new Error(`Port ${port} is in use. Stop npm start first: npm run excel serves the add-in itself, with a trusted certificate.`);
  runNode([certificates, "install"]);
  const server = spawn(process.execPath, ["test/tools/run.mjs", "test/tools/serve.ts", "--no-open"], { cwd: projectRoot, stdio: "inherit" });
  process.on("exit", () => server.kill());
  await started(server);
  runNode([bin, "start", "manifest.xml", ...args]);
  await once(server, "exit");
}

const args = process.argv.slice(2);
orExplain(() => ensureDependencies(projectRoot));
orExplain(installTool);
if (args[0] === "stop") {
  runNode([bin, "stop", "manifest.xml"]);
} else {
  await openExcel(args).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
