import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { budgetProblem, initialJavaScriptBytes, ownScripts } from "../tools/initial-javascript";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "budget-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function plantScript(bytes: number): number {
  writeFileSync(join(folder, "taskpane.html"), '<script src="/officejs/office.js"></script><script defer src=/runtime.js?a1></script>');
  writeFileSync(join(folder, "runtime.js"), randomBytes(bytes));
  return initialJavaScriptBytes(folder);
}

describe("bundle budget", () => {
  test("counts the page's own scripts, not office.js", () => {
    const html = '<script src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"></script><script defer="defer" src="/runtime.js?a1b2"></script>';
    expect(ownScripts(html)).toEqual(["/runtime.js"]);
  });

  test("accepts a page below 350 kB after gzip", () => {
    expect(budgetProblem(plantScript(340_000))).toBeNull();
  });

  test("refuses a planted page above 350 kB after gzip", () => {
    expect(budgetProblem(plantScript(360_000))).toContain("too many. Load some of it later");
  });
});
