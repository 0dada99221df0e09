import { beforeAll, describe, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { projectRoot } from "./project-files";

const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join("");

/** What is planted, and the rules that must refuse it. */
const plants = {
  "a file of 351 lines": {
    text: lines(351, (i) => `export const value${i} = ${i};\n`),
    refusedBy: ["max-lines"],
  },
  "a function of 61 lines": {
    text: `export function long(): number {\n  let total = 0;\n${lines(57, (i) => `  total += ${i};\n`)}  return total;\n}\n`,
    refusedBy: ["max-lines-per-function"],
  },
  "a fourth parameter": {
    text: "export const add = (a: number, b: number, c: number, d: number): number => a + b + c + d;\n",
    refusedBy: ["max-params"],
  },
  "any": { text: "export const value: any = 1;\n", refusedBy: ["@typescript-eslint/no-explicit-any"] },
  "a default export": { text: "const one = 1;\nexport default one;\n", refusedBy: ["no-restricted-exports"] },
  "an empty catch": {
    text: "export function parse(text: string): void {\n  try {\n    JSON.parse(text);\n  } catch {}\n}\n",
    refusedBy: ["no-empty"],
  },
  "a floating promise": {
    text: "export function start(): void {\n  Promise.resolve(1);\n}\n",
    refusedBy: ["@typescript-eslint/no-floating-promises"],
  },
  "a file within the limits": { text: "export const one = 1;\n", refusedBy: [] },
} as const;

describe("size and safety rules", () => {
  let broken: readonly (readonly string[])[];

  beforeAll(() => {
    // An existing path, because the type-aware parser knows only files of the project.
    const input = JSON.stringify(Object.values(plants).map(({ text }) => ({ path: "src/base/result.ts", text })));
    const output = execFileSync(process.execPath, [join(projectRoot, "test/guards/lint-texts.mjs")], { input });
    broken = JSON.parse(output.toString()) as string[][];
  });

  test.each(Object.entries(plants).map(([what, { refusedBy }], index) => ({ what, refusedBy, index })))(
    "$what: the rules that refuse it are $refusedBy",
    ({ refusedBy, index }) => {
      expect(broken[index]).toEqual(refusedBy);
    },
  );
});
