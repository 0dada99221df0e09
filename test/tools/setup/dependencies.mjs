/** Installs the packages of the lock file when they are missing or outdated. Plain JavaScript: it runs before anything is installed. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const oldestNode = 20;

/** @param {string} version such as `v20.11.0` */
export function isSupportedNode(version) {
  return Number.parseInt(version.replace(/^v/, ""), 10) >= oldestNode;
}

/**
 * Whether what is installed is what the lock file asks for. Optional packages (other platforms' binaries) and
 * optional peers may be missing.
 * @param {{packages: Record<string, {version?: string, optional?: boolean, peer?: boolean, devOptional?: boolean}>}} wanted
 * @param {{packages: Record<string, {version?: string}>}} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === "" || entry.optional || entry.peer || entry.devOptional) return true;
    return installed.packages[path]?.version === entry.version;
  });
}

function readLock(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : { packages: {} };
}

/** Makes `node_modules` match the lock file. @param {string} root */
export function ensureDependencies(root) {
  if (!isSupportedNode(process.version)) throw new Error(`Node ${oldestNode} or newer is needed; this is ${process.version}.`);
  const wanted = readLock(join(root, "package-lock.json"));
  if (isInstalled(wanted, readLock(join(root, "node_modules/.package-lock.json")))) return;
  process.stderr.write("Installing packages (npm ci) …\n");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", process.stderr, process.stderr],
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error("npm ci failed; its messages are above.");
}
