import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** The parts of the `stripe` package that the generator reads. */
export type Sdk = {
  readonly version: string;
  readonly apiVersion: string;
  /** JavaScript files of the resource classes, sorted. */
  readonly scripts: readonly string[];
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
};

/** Opens the package at `folder` (such as `node_modules/stripe`) and type-checks its declarations. */
export function openSdk(folder: string): Sdk {
  const files = filesBelow(join(folder, "esm", "resources"));
  const program = ts.createProgram(
    files.filter((file) => file.endsWith(".d.ts")),
    {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      skipLibCheck: true,
      types: [],
      strict: true,
    },
  );
  return {
    version: readVersion(join(folder, "package.json")),
    apiVersion: readApiVersion(join(folder, "esm", "apiVersion.js")),
    scripts: files.filter((file) => file.endsWith(".js")),
    program,
    checker: program.getTypeChecker(),
  };
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function readVersion(file: string): string {
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function readApiVersion(file: string): string {
  const found = /ApiVersion = '([^']+)'/.exec(readFileSync(file, "utf8"))?.[1];
  if (found === undefined) throw new Error(`${file} names no API version`);
  return found;
}
