import { describe, expect, test } from "@jest/globals";

import { readMinutes, scheduleText } from "../../../taskpane/queries/schedule-form";
import { timeAgo } from "../../../taskpane/time-ago";

const now = Date.UTC(2025, 0, 10);
const minute = 60_000;

describe("time of the last run", () => {
  test.each([
    [0, "just now"],
    [59_999, "just now"],
    [minute, "1 minute ago"],
    [59 * minute, "59 minutes ago"],
    [60 * minute, "1 hour ago"],
    [49 * 60 * minute, "2 days ago"],
    [-minute, "just now"],
  ])("%d ms past reads as %s", (passed, text) => {
    expect(timeAgo(now - passed, now)).toBe(text);
  });
});

describe("schedule", () => {
  test.each([
    [{ onOpen: false, everyMinutes: null }, "by hand only"],
    [{ onOpen: true, everyMinutes: null }, "on open"],
    [{ onOpen: false, everyMinutes: 1 }, "every minute"],
    [{ onOpen: true, everyMinutes: 15 }, "on open, every 15 minutes"],
  ])("%j reads as %s", (schedule, text) => {
    expect(scheduleText(schedule)).toBe(text);
  });

  test("takes whole minutes from one to a day", () => {
    expect(["1", " 30 ", "1440", "0", "1441", "2.5", "x", ""].map(readMinutes)).toEqual([1, 30, 1440, null, null, null, null, null]);
  });
});
