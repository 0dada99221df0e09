import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

/** The root folder of the project. */
export const projectRoot = resolve(__dirname, "../..");

/** One source file: its path from the root with forward slashes, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

const skipped = new Set(["node_modules", "dist", ".git", ".cache", "coverage"]);

/** Every file below `folder` whose name matches, sorted by path. */
export function filesBelow(folder: string, name: RegExp): readonly string[] {
  const found: string[] = [];
  const visit = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (skipped.has(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (name.test(entry.name)) found.push(relative(projectRoot, path).split(sep).join("/"));
    }
  };
  visit(join(projectRoot, folder));
  return found.sort();
}

/** Reads one file of the project. */
export function readSource(path: string): SourceFile {
  return { path, text: readFileSync(join(projectRoot, path), "utf8") };
}

/** The program itself: `src`, `functions` and `taskpane`, without declarations. */
export function programFiles(): readonly SourceFile[] {
  return ["src", "functions", "taskpane"]
    .flatMap((folder) => filesBelow(folder, /\.tsx?$/))
    .filter((path) => !path.endsWith(".d.ts"))
    .map(readSource);
}
