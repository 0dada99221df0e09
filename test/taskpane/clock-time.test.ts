import { describe, expect, test } from "@jest/globals";

import { clockTime } from "../../taskpane/clock-time";

const writing = { locale: "en-GB", timeZone: "Europe/Berlin" };
const now = Date.UTC(2026, 10, 21, 15, 0);

describe("a time to come is said as short as can be", () => {
  test.each([
    [Date.UTC(2026, 10, 21, 15, 30), "16:30"],
    [Date.UTC(2026, 10, 21, 23, 30), "tomorrow 00:30"],
    [Date.UTC(2026, 10, 22, 6, 0), "tomorrow 07:00"],
    [Date.UTC(2026, 10, 23, 6, 0), "Mon 07:00"],
    [Date.UTC(2026, 11, 1, 6, 0), "1 Dec, 07:00"],
    [Date.UTC(2026, 10, 1, 6, 0), "1 Nov, 07:00"],
  ])("%d is %s in Berlin on 21 November at 16:00", (at, text) => {
    expect(clockTime(at, now, writing)).toBe(text);
  });

  test("the night in which clocks are put back has one tomorrow", () => {
    const evening = Date.UTC(2026, 9, 24, 21, 30);
    expect(clockTime(Date.UTC(2026, 9, 25, 6, 0), evening, writing)).toBe("tomorrow 07:00");
  });
});
