import { describe, expect, test } from "@jest/globals";

import type { Schedule } from "../../../src/app/app-api";
import type { Repeat } from "../../../src/app/repeat";
import { readForm, type RepeatForm, scheduleText, toForm } from "../../../taskpane/queries/schedule-form";
import { timeAgo } from "../../../taskpane/time-ago";

const now = Date.UTC(2025, 0, 10);
const minute = 60_000;
const zone = "Europe/Berlin";
const usual = toForm(null);

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
  test.each<[Schedule, string]>([
    [{ onOpen: false, repeat: null }, "by hand only"],
    [{ onOpen: true, repeat: null }, "on open"],
    [{ onOpen: false, repeat: null, onChange: "Sheet1!B2" }, "when Sheet1!B2 changes"],
    [{ onOpen: false, repeat: { kind: "every", minutes: 1 } }, "every minute"],
    [{ onOpen: true, repeat: { kind: "every", minutes: 15 } }, "on open, every 15 minutes"],
    [{ onOpen: false, repeat: { kind: "hourly", minute: 5, zone } }, "every hour at :05"],
    [{ onOpen: false, repeat: { kind: "daily", at: "07:30", zone } }, "every day at 07:30 (Europe/Berlin)"],
    [{ onOpen: false, repeat: { kind: "weekly", days: [1, 5], at: "07:30", zone } }, "every Monday, Friday at 07:30 (Europe/Berlin)"],
    [{ onOpen: false, repeat: { kind: "monthly", day: 3, at: "07:30", zone } }, "on day 3 of the month at 07:30 (Europe/Berlin)"],
    [{ onOpen: false, repeat: { kind: "monthly", day: "last", at: "07:30", zone } }, "on the last day of the month at 07:30 (Europe/Berlin)"],
  ])("%j reads as %s", (schedule, text) => {
    expect(scheduleText(schedule)).toBe(text);
  });

  test.each(["1", " 30 ", "1440"])("every %s minutes can be chosen", (minutes) => {
    expect(readForm({ ...usual, kind: "every", minutes }, zone)).toEqual({ kind: "every", minutes: Number(minutes) });
  });

  test.each<Partial<RepeatForm>>([
    ...["0", "1441", "2.5", "x", ""].map((minutes) => ({ kind: "every", minutes }) as const),
    { kind: "hourly", minute: "60" },
    { kind: "daily", at: "" },
    { kind: "weekly", days: [] },
    { kind: "monthly", day: "29" },
  ])("%j cannot be read", (form) => {
    expect(readForm({ ...usual, ...form }, zone)).toBeUndefined();
  });

  test.each<Repeat | null>([
    null,
    { kind: "every", minutes: 7 },
    { kind: "hourly", minute: 5, zone },
    { kind: "daily", at: "23:59", zone },
    { kind: "weekly", days: [2, 3], at: "00:00", zone },
    { kind: "monthly", day: 28, at: "12:00", zone },
    { kind: "monthly", day: "last", at: "12:00", zone },
  ])("the form of %j says the same", (repeat) => {
    expect(readForm(toForm(repeat), zone)).toEqual(repeat);
  });
});
