/**
 * Adds to the lock file the optional packages of other platforms that the registry in use could not name.
 * `npm ci` refuses a lock file that lacks one, and npm leaves out those that it cannot look up. Run it after `npm install`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const systems = ["darwin", "win32", "linux", "freebsd", "netbsd", "openbsd", "android", "openharmony", "sunos", "aix"];
const processors = ["arm64", "x64", "ia32", "arm", "ppc64", "s390x", "riscv64", "loong64", "mips64el"];
const libraries = { gnu: "glibc", musl: "musl" };

/** What a platform package's name says about where it runs. @param {string} name */
export function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = words.find((word) => systems.includes(word));
  const cpu = words.find((word) => processors.includes(word));
  const libc = words.map((word) => libraries[word]).find(Boolean);
  return os && cpu ? { os: [os], cpu: [cpu], ...(os === "linux" && libc ? { libc: [libc] } : {}) } : null;
}

/**
 * The optional packages that no entry of the lock file holds, as path, version and platform.
 * @param {{packages: Record<string, {version?: string, dev?: boolean, optional?: boolean, optionalDependencies?: Record<string, string>}>}} lock
 */
export function missingOptional(lock) {
  return Object.entries(lock.packages).flatMap(([path, { dev, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages))
      .map(([name, version]) => ({ path: `node_modules/${name}`, version, dev, platform: platformOf(name) })),
  );
}

/** The lock file with an entry for each optional package. @param {Parameters<typeof missingOptional>[0]} lock */
export function completed(lock) {
  const added = missingOptional(lock)
    .filter(({ platform, version }) => platform && /^\d/.test(version))
    .map(({ path, version, dev, platform }) => [path, { version, ...platform, ...(dev ? { dev } : {}), optional: true }]);
  const packages = [...Object.entries(lock.packages), ...added].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(packages) };
}

const lockFile = resolve(dirname(fileURLToPath(import.meta.url)), "../../package-lock.json");
if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(lockFile, "utf8"));
  writeFileSync(lockFile, `${JSON.stringify(completed(lock), null, 2)}\n`);
  process.stderr.write(`Added ${missingOptional(lock).length} entries.\n`);
}
