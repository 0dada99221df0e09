import { describe, expect, test } from "@jest/globals";

import type { LastRun } from "../../../src/app/app-api";
import { changes, lastRunLine, summary } from "../../../taskpane/queries/run-lines";
import { goodRun, query } from "../fake-queries";
import { fixedNow } from "../fixed-now";

const unknownCause: LastRun = { at: goodRun.at, rows: 250, complete: true, reasons: [], error: null };

describe("the lines of a card", () => {
  test.each<[LastRun, string]>([
    [unknownCause, "Refreshed 5 minutes ago"],
    [{ ...goodRun, cause: "insert" }, "Inserted 5 minutes ago"],
    [{ ...goodRun, cause: "opening" }, "Refreshed 5 minutes ago when the workbook opened"],
    [{ ...goodRun, cause: "cell" }, "Refreshed 5 minutes ago after a cell changed"],
    [{ ...goodRun, cause: "schedule", error: "no" }, "Tried 5 minutes ago by its schedule"],
  ])("tell when and why it ran last: %j", (run, line) => {
    expect(lastRunLine(run, fixedNow)).toBe(line);
  });

  test.each<[Partial<LastRun>, string | null]>([
    [{}, null],
    [{ added: 0, changed: 0, gone: 0 }, "nothing changed"],
    [{ added: 1200, changed: 0, gone: 1 }, "1,200 new, 1 gone"],
    [{ added: 3, changed: 12, gone: 1, error: "no" }, null],
  ])("tell what the run changed: %j", (run, line) => {
    expect(changes({ ...goodRun, ...run })).toBe(line);
  });

  test("tell that a query has no rows yet", () => {
    expect(summary(query({ lastRun: null }))).toBe("No rows yet · Acme");
  });
});
