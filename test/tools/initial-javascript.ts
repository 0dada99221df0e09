import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Most bytes of JavaScript, compressed, that the page may ask for before it shows something. */
export const initialJavaScriptBudget = 350_000;

/** The scripts of its own that a page loads at once, as paths; those of another origin and office.js are not ours. */
export function ownScripts(html: string): readonly string[] {
  return [...html.matchAll(/<script\b[^>]*\bsrc=["']?([^"'\s>]+)/g)]
    .map(([, source = ""]) => source.replace(/\?.*$/, ""))
    .filter((source) => source.startsWith("/") && !source.startsWith("/officejs/"));
}

/** Bytes after gzip of the JavaScript that the built page in this folder loads at once. */
export function initialJavaScriptBytes(folder: string): number {
  const scripts = ownScripts(readFileSync(join(folder, "taskpane.html"), "utf8"));
  return scripts.reduce((sum, script) => sum + gzipSync(readFileSync(join(folder, script))).byteLength, 0);
}

/** A sentence when the page is over its budget, else `null`. */
export function budgetProblem(bytes: number): string | null {
  if (bytes <= initialJavaScriptBudget) return null;
  return `The page loads ${bytes} bytes of JavaScript (gzip) at once, ${bytes - initialJavaScriptBudget} too many. Load some of it later with import().`;
}
