/** Finds a Chromium for the browser tests; installs Debian's package where that is allowed. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome"];
const wellKnown = [
  "/usr/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
  "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

export const instruction =
  "No Chromium was found for the browser tests. Install Chromium, Chrome or Edge, or set CHROMIUM to the program's path.";

/**
 * The path of a Chromium-like browser, or `null`.
 * @param {Record<string, string | undefined>} env
 * @param {(path: string) => boolean} isProgram
 */
export function findChromium(env, isProgram) {
  if (env.CHROMIUM) return isProgram(env.CHROMIUM) ? env.CHROMIUM : null;
  const onPath = (env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...wellKnown].find(isProgram) ?? null;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "EACCES" || error.code === "ENOTDIR") return false;
    throw error;
  }
}

function installOnDebian() {
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) return;
  process.stderr.write("Installing Chromium (apt-get) …\n");
  const run = (...args) => spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  run("update");
  run("install", "-y", "--no-install-recommends", "chromium", "fonts-liberation");
}

/** The path of a Chromium-like browser. @throws with an instruction when there is none. */
export function ensureChromium() {
  const found = findChromium(process.env, isProgram);
  if (found) return found;
  if (!process.env.CHROMIUM) installOnDebian();
  const installed = findChromium(process.env, isProgram);
  if (!installed) throw new Error(instruction);
  return installed;
}
