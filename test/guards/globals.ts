import type { SourceFile } from "./project-files";

type Home = { readonly what: string; readonly pattern: RegExp; readonly home: RegExp };

/** Each global of the outside world and the only places that may name it. */
export const homes: readonly Home[] = [
  {
    what: "Office globals",
    pattern: /\b(?:Office|Excel|OfficeRuntime|CustomFunctions)\.[A-Za-z]/,
    home: /^(?:src\/platform\/office\/|functions\/associate\.ts$)/,
  },
  {
    what: "DOM globals",
    pattern: /\b(?:document|window|localStorage|sessionStorage|navigator|indexedDB)\.[A-Za-z]/,
    home: /^(?:taskpane\/|src\/platform\/browser\/)/,
  },
  {
    what: "node: modules",
    pattern: /\b(?:from|import|require)\s*\(?\s*["']node:/,
    home: /^src\/(?:platform\/node|gateway|cli)\//,
  },
  {
    what: "the system clock and timers",
    pattern: /\b(?:Date\.now\(|setTimeout\(|setInterval\(|Math\.random\(|new Date\(\))/,
    home: /^src\/(?:platform\/(?:browser|node|office)|cli|gateway)\//,
  },
  {
    what: "fetch",
    pattern: /(?<![.\w])fetch\(/,
    home: /^src\/platform\/(?:browser|node)\//,
  },
];

/** Text without comments, so that prose may name a global. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");
}

/** Globals that one file names although they live elsewhere. */
export function globalComplaints({ path, text }: SourceFile): readonly string[] {
  const code = withoutComments(text);
  return homes
    .filter(({ pattern, home }) => !home.test(path) && pattern.test(code))
    .map(({ what, pattern, home }) => `${path}: ${what} live in ${home.source} (found ${pattern.exec(code)?.[0] ?? ""})`);
}
