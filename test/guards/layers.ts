import { posix } from "node:path";

import type { SourceFile } from "./project-files";

/** Who may import whom; a folder may always import itself. `src/platform` alone means `ports.ts`. */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  "src/base": [],
  "src/platform": ["src/base"],
  "src/platform/office": ["src/base", "src/platform"],
  "src/platform/browser": ["src/base", "src/platform"],
  "src/platform/node": ["src/base", "src/platform"],
  "src/table": ["src/base"],
  "src/catalog": ["src/base"],
  "src/query": ["src/base", "src/table"],
  "src/stripe": ["src/base", "src/table", "src/catalog", "src/platform"],
  "src/auth": ["src/base", "src/platform"],
  "src/connections": ["src/base", "src/table", "src/catalog", "src/platform", "src/auth", "src/stripe"],
  "src/app": [
    "src/base",
    "src/table",
    "src/catalog",
    "src/platform",
    "src/query",
    "src/stripe",
    "src/auth",
    "src/connections",
  ],
  "src/sandbox": ["src/base", "src/catalog"],
  "src/gateway": ["src/base", "src/catalog", "src/platform", "src/platform/node", "src/auth"],
  "src/cli": [
    "src/base",
    "src/table",
    "src/catalog",
    "src/platform",
    "src/platform/node",
    "src/query",
    "src/stripe",
    "src/auth",
    "src/connections",
    "src/app",
    "src/sandbox",
    "src/gateway",
  ],
  functions: ["src/base", "src/table", "src/app", "src/platform", "src/platform/office", "src/platform/browser"],
  taskpane: ["src/base", "src/table", "src/app", "src/platform", "src/platform/office", "src/platform/browser"],
};

/** Single imports that the table does not allow, each with its reason. */
export const exceptions: Readonly<Record<string, string>> = {
  "taskpane/runtime.ts -> functions": "one shared runtime: the page loads the formulas",
  "taskpane/dialog/go-address.ts -> src/auth": "the dialog's first page knows where the gateway goes on",
  "taskpane/runtime.ts -> src/sandbox": "the demo company of workbench and demo builds lives in the page",
};

const importPattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.[^"']+)["']/g;

function layerOf(path: string): string | undefined {
  return Object.keys(allowedImports)
    .filter((layer) => path.startsWith(`${layer}/`))
    .sort((a, b) => b.length - a.length)[0];
}

type Import = { readonly specifier: string; readonly target: string; readonly to: string | undefined };

function importsOf({ path, text }: SourceFile): readonly Import[] {
  return [...text.matchAll(importPattern)].map(([, specifier = ""]) => {
    const target = posix.normalize(posix.join(posix.dirname(path), specifier));
    return { specifier, target, to: layerOf(target) };
  });
}

/** The keys of {@link exceptions} that one file makes use of. */
export function exceptionsUsedBy(file: SourceFile): readonly string[] {
  return importsOf(file)
    .map(({ to }) => `${file.path} -> ${to ?? ""}`)
    .filter((key) => key in exceptions);
}

/** What is wrong with the imports of one file; empty when all is well. */
export function layerComplaints(file: SourceFile): readonly string[] {
  const from = layerOf(file.path);
  if (from === undefined) return [`${file.path} is in no known layer; add its folder to test/guards/layers.ts`];
  const allowed = allowedImports[from] ?? [];
  return importsOf(file)
    .filter(({ to }) => to !== from && !(to && allowed.includes(to)) && !(`${file.path} -> ${to ?? ""}` in exceptions))
    .map(
      ({ to, target, specifier }) =>
        `${from} may not import ${to ?? target} (${file.path} -> ${specifier}). ` +
        `Allowed: ${allowed.join(", ") || "nothing"}. Move the code down, or pass it in through a port.`,
    );
}
