import { createRequire } from "node:module";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { build } from "esbuild";
import type * as HeadlessModule from "./univer/headless";

type Headless = typeof HeadlessModule;

let loading: Promise<Headless> | undefined;

/** Univer's packages do not load in Node as they are, so they are bundled first; the model runs without any display. */
export function loadUniver(): Promise<Headless> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Headless> {
  const entry = join(__dirname, "univer/headless.ts");
  const result = await build({ entryPoints: [entry], bundle: true, platform: "node", format: "cjs", write: false, logLevel: "error" });
  const code = result.outputFiles[0]?.text ?? "";
  const run = runInThisContext(`(function (require, module) {${code}\nreturn module.exports;})`) as (require: NodeJS.Require, module: object) => Headless;
  return run(createRequire(entry), { exports: {} });
}
