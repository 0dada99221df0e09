import { describe, expect, test } from "@jest/globals";

import { requestCount, requestsNeeded, rowCount, timeNeeded, timeTaken } from "../../taskpane/figures";

describe("figures", () => {
  test.each([
    [0, "no rows"],
    [1, "1 row"],
    [12_345, "12,345 rows"],
  ])("%d rows read as %s", (rows, text) => {
    expect(rowCount(rows)).toBe(text);
  });

  test("requests are counted likewise", () => {
    expect([0, 1, 1240].map(requestCount)).toEqual(["no requests", "1 request", "1,240 requests"]);
  });

  test.each([
    [0, "0.0 s"],
    [1240, "1.2 s"],
    [9_960, "10 s"],
    [99_499, "99 s"],
    [99_500, "2 min"],
    [600_000, "10 min"],
  ])("%d ms read as %s", (ms, text) => {
    expect(timeTaken(ms)).toBe(text);
  });

  test.each([
    [{ least: 1000, most: 1300 }, "about 1,000-1,300 requests"],
    [{ least: 13, most: 13 }, "13 requests"],
    [{ least: 1, most: 1 }, "1 request"],
    [{ least: 0, most: 0 }, "no requests"],
    [{ least: 7, most: null }, "at least 7 requests"],
    [{ least: 1, most: null }, "at least 1 request"],
    [{ least: 0, most: null }, null],
    [null, null],
  ])("requests of %j read as %s", (range, text) => {
    expect(requestsNeeded(range)).toBe(text);
  });

  test.each([
    [{ least: 40, most: 52 }, "about 40-52 s"],
    [{ least: 49.5, most: 49.5 }, "about 50 s"],
    [{ least: 0.1, most: 0.9 }, "under a second"],
    [{ least: 120, most: 170 }, "about 2-3 min"],
    [{ least: 40, most: null }, "at least 40 s"],
    [null, null],
  ])("seconds of %j read as %s", (range, text) => {
    expect(timeNeeded(range)).toBe(text);
  });
});
