import { describe, expect, test } from "@jest/globals";

import { globalComplaints } from "./globals";
import { programFiles } from "./project-files";

describe("each global has one home", () => {
  test("no file of the program names a global outside its home", () => {
    expect(programFiles().flatMap(globalComplaints)).toEqual([]);
  });

  test.each([
    ["Office in a use case", "src/app/bad.ts", "await Excel.run(run);"],
    ["the DOM in the query engine", "src/query/bad.ts", "document.title = sql;"],
    ["localStorage in auth", "src/auth/bad.ts", "localStorage.setItem('key', key);"],
    ["node: in the sandbox", "src/sandbox/bad.ts", 'import { readFileSync } from "node:fs";'],
    ["the clock in a decision", "src/stripe/bad.ts", "const now = Date.now();"],
    ["fetch in the client", "src/stripe/bad.ts", "const reply = await fetch(url);"],
  ])("a planted %s is refused", (_what, path, text) => {
    expect(globalComplaints({ path, text })).toHaveLength(1);
  });

  test("a comment may name a global", () => {
    expect(globalComplaints({ path: "src/app/a.ts", text: "/** Runs inside Excel.run. */ // see Office.onReady\n" })).toEqual([]);
  });
});
