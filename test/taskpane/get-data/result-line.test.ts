import { describe, expect, test } from "@jest/globals";

import { completeness, progressLine, rowCount } from "../../../taskpane/get-data/result-line";
import { tableTitle } from "../../../taskpane/get-data/table-title";

describe("result texts", () => {
  test.each([
    [0, "no rows"],
    [1, "1 row"],
    [12_345, "12,345 rows"],
  ])("%d rows read as %s", (rows, text) => {
    expect(rowCount(rows)).toBe(text);
  });

  test("an incomplete result never reads as a complete one", () => {
    expect(completeness(true, [])).toBe("All rows are there.");
    expect(completeness(false, [])).toBe("Some rows may be missing.");
    expect(completeness(false, [{ code: "ROW_LIMIT", message: "First 5 rows; more exist." }])).toBe("First 5 rows; more exist.");
  });

  test("progress counts rows and requests once there are some", () => {
    expect(progressLine(null)).toBe("Reading…");
    expect(progressLine({ rowsRead: 100, requests: 1 })).toBe("Reading… 100 rows, 1 request");
    expect(progressLine({ rowsRead: 2500, requests: 25 })).toBe("Reading… 2,500 rows, 25 requests");
  });

  test("table names read as words", () => {
    expect(tableTitle("balance_transactions")).toBe("Balance transactions");
    expect(tableTitle("v2_core_accounts")).toBe("Core accounts");
  });
});
