import { describe, expect, test } from "@jest/globals";

import type { QueryState } from "../../../src/app/app-api";
import { AppError } from "../../../src/base/app-error";
import { allProgress, allProgressLine } from "../../../taskpane/queries/all-progress";
import { goodRun, query } from "../fake-queries";

const startedAt = goodRun.at;
const state = (part: Partial<QueryState>): QueryState => ({ definition: query({ lastRun: null }), running: false, error: null, ...part });
const ran = (at: number) => query({ lastRun: { ...goodRun, at, requests: 4 } });

describe("Refresh All", () => {
  test("counts what ended since it began, and adds up what was read", () => {
    const states = [
      state({ definition: ran(startedAt) }),
      state({ definition: ran(startedAt - 1), running: true, progress: { rowsRead: 300, requests: 3, expected: null } }),
      state({ definition: ran(startedAt - 1) }),
      state({ error: new AppError("CANCELLED", "Cancelled.") }),
    ];
    expect(allProgress(states, startedAt)).toEqual({ done: 2, of: 4, rows: 550, requests: 7 });
  });

  test("says so in a line", () => {
    expect(allProgressLine({ done: 2, of: 5, rows: 3400, requests: 40 })).toBe("2 of 5 done · 3,400 rows, 40 requests");
    expect(allProgressLine({ done: 0, of: 5, rows: 0, requests: 0 })).toBe("0 of 5 done");
  });
});
