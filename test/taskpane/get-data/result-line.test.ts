import { describe, expect, test } from "@jest/globals";

import type { TableLoad } from "../../../src/table/query-result";
import { completeness, loadNotes, progressLine, progressShare } from "../../../taskpane/get-data/result-line";
import { tableTitle } from "../../../taskpane/get-data/table-title";

describe("result texts", () => {
  test("an incomplete result never reads as a complete one", () => {
    expect(completeness(true, [])).toBe("All rows are there.");
    expect(completeness(false, [])).toBe("Some rows may be missing.");
    expect(completeness(false, [{ code: "ROW_LIMIT", message: "First 5 rows; more exist." }])).toBe("First 5 rows; more exist.");
  });

  test("progress counts rows and requests once there are some", () => {
    expect(progressLine(null)).toBe("Reading…");
    expect(progressLine({ rowsRead: 100, requests: 1, expected: null })).toBe("Reading… 100 rows, 1 request");
    expect(progressLine({ rowsRead: 2500, requests: 25, expected: null })).toBe("Reading… 2,500 rows, 25 requests");
  });

  test("progress says how much there is in all, as long as that is more than what is done", () => {
    const some = { rowsRead: 500, requests: 5, expected: { least: 10, most: 20 } };
    expect([progressLine(some), progressShare(some)]).toEqual(["Reading… 500 rows, 5 of about 20 requests", 0.25]);
    const more = { ...some, requests: 21 };
    expect([progressLine(more), progressShare(more)]).toEqual(["Reading… 500 rows, 21 requests", null]);
    const open = { ...some, expected: { least: 10, most: null } };
    expect([progressLine(open), progressShare(open)]).toEqual(["Reading… 500 rows, 5 requests", null]);
  });

  test("how rows came is said where it is worth knowing, with the reason for the dearer way", () => {
    const load = (kind: TableLoad["kind"], why: string | null = null): TableLoad => ({ table: "tax_rates", kind, rows: 1, requests: 1, asOf: 0, why });
    expect(loadNotes([load("list"), load("lookup")])).toEqual([]);
    expect(loadNotes([load("changes"), load("memory"), load("search"), load("list", "The key may not read events.")])).toEqual([
      "Tax rates: only what changed was read.",
      "Tax rates: rows read before were used.",
      "Tax rates: found by Stripe's search.",
      "Tax rates: everything was read anew. The key may not read events.",
    ]);
  });

  test("table names read as words", () => {
    expect(tableTitle("balance_transactions")).toBe("Balance transactions");
    expect(tableTitle("v2_core_accounts")).toBe("Core accounts");
  });
});
