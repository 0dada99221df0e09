/** Builds a TypeScript entry once and keeps the result in a cache keyed by the sources, for the committed launchers. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const cacheRoot = join(root, "node_modules/.cache/xlstripe");
/** A cache that another start made this recently may be in use, so it stays. */
const keepMs = 60 * 60 * 1000;

/**
 * The address of the built entry, ready for `import()`. Builds when the sources or the lock file have changed.
 * Safe when several starts run at once: each builds beside the cache and one rename wins.
 * @param {string} entry path from the repository's root, such as `src/cli/main.ts`
 * @returns {Promise<string>}
 */
export async function builtEntry(entry) {
  const folders = entry.startsWith("src/") ? ["src"] : ["src", "functions", "taskpane", "test"];
  const key = `${basename(entry, ".ts")}-${hashSources(entry, folders)}`;
  const target = join(cacheRoot, key);
  if (!existsSync(target)) {
    await build(entry, target);
    removeOld(key);
  }
  return pathToFileURL(join(target, "entry.mjs")).href;
}

async function build(entry, target) {
  process.stderr.write(`Building ${entry} …\n`);
  const { build: bundle } = await import("esbuild");
  const draft = `${target}.${process.pid}.draft`;
  await bundle({
    absWorkingDir: root,
    entryPoints: { entry },
    outdir: draft,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // What is imported when it is needed stays in files of its own, and so do the packages that only it imports.
    splitting: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: "linked",
    logLevel: "warning",
  });
  publish(draft, target);
}

function publish(draft, target) {
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

function hashSources(entry, folders) {
  const hash = createHash("sha256").update(entry);
  const files = folders.flatMap((folder) => sourceFiles(join(root, folder)));
  for (const file of [join(root, "package-lock.json"), join(root, "tsconfig.json"), ...files]) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 20);
}

function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile() && /\.(tsx?|json|mjs)$/.test(found.name))
    .map((found) => join(found.parentPath ?? found.path, found.name))
    .sort();
}

function removeOld(current) {
  const oldest = Date.now() - keepMs;
  for (const name of readdirSync(cacheRoot)) {
    const path = join(cacheRoot, name);
    if (name !== current && (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < oldest) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}
