import { describe, expect, test } from "@jest/globals";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { acceptanceComplaints, acceptanceRows } from "./acceptance";
import { filesBelow, projectRoot, readSource } from "./project-files";

const readTest = (path: string): string | undefined =>
  existsSync(join(projectRoot, path)) ? readSource(path).text : undefined;

const pages = filesBelow("docs/acceptance", /\.md$/).map(readSource);

describe("acceptance pages", () => {
  test("every promise names a test that exists", () => {
    expect(pages.flatMap(({ path, text }) => acceptanceComplaints(path, text, readTest))).toEqual([]);
  });

  test("every page has promises", () => {
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.filter(({ text }) => acceptanceRows(text).length === 0).map(({ path }) => path)).toEqual([]);
  });

  const head = "| promise | test |\n| --- | --- |\n";
  const sample = 'describe("rows", () => { test.each([1])("are %s", () => {}); });';

  test("a row with a test that exists passes, with or without its group", () => {
    const page = `${head}| Rows are | a.test.ts > rows are %s |\n| Rows | \`a.test.ts > are %s\` |\n`;
    expect(acceptanceComplaints("p.md", page, () => sample)).toEqual([]);
  });

  test("a planted row without a test, with a missing file or with an unknown title is refused", () => {
    const page = `${head}| One | |\n| Two | b.test.ts > x |\n| Three | a.test.ts > x |\n`;
    expect(acceptanceComplaints("p.md", page, (path) => (path === "a.test.ts" ? sample : undefined))).toEqual([
      'p.md: "One" names no test',
      'p.md: "Two" names b.test.ts, which does not exist',
      'p.md: a.test.ts has no test "x"',
    ]);
  });
});
