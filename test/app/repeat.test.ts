import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { nextTime } from "../../src/app/next-time";
import { isPossible, type Repeat } from "../../src/app/repeat";

const zone = "Europe/Berlin";
const time = (text: string): number => Date.parse(text);
/** The next three times, as the zone's clock shows them. */
function threeTimes(repeat: Repeat, after: string): readonly string[] {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const times = [nextTime(repeat, time(after))];
  while (times.length < 3) times.push(nextTime(repeat, times.at(-1) ?? 0));
  return times.map((one) => clock.format(one));
}

describe("when a repeat comes", () => {
  test("every so many minutes", () => {
    expect(nextTime({ kind: "every", minutes: 90 }, 0)).toBe(90 * 60_000);
  });

  test("every hour at a minute, in zones that differ by half an hour too", () => {
    expect(nextTime({ kind: "hourly", minute: 15, zone: "Asia/Kolkata" }, time("2026-01-01T10:00Z"))).toBe(time("2026-01-01T10:45Z"));
  });

  test("every day at a time that keeps to the clock over the end of summer time, and comes once where it is there twice", () => {
    expect(threeTimes({ kind: "daily", at: "02:30", zone }, "2026-10-24T12:00Z")).toEqual(["2026-10-25 02:30", "2026-10-26 02:30", "2026-10-27 02:30"]);
  });

  test("every day at a time that the clocks skip in spring: right after the gap", () => {
    expect(threeTimes({ kind: "daily", at: "02:30", zone }, "2026-03-28T12:00Z")).toEqual(["2026-03-29 03:00", "2026-03-30 02:30", "2026-03-31 02:30"]);
  });

  test("on days of the week, Sunday last", () => {
    expect(threeTimes({ kind: "weekly", days: [1, 7], at: "07:00", zone }, "2026-11-21T12:00Z")).toEqual([
      "2026-11-22 07:00",
      "2026-11-23 07:00",
      "2026-11-29 07:00",
    ]);
  });

  test("on a day of the month, and on the last one whatever its number", () => {
    expect(threeTimes({ kind: "monthly", day: 3, at: "07:00", zone }, "2026-01-03T12:00Z")).toEqual(["2026-02-03 07:00", "2026-03-03 07:00", "2026-04-03 07:00"]);
    expect(threeTimes({ kind: "monthly", day: "last", at: "07:00", zone }, "2026-01-31T12:00Z")).toEqual(["2026-02-28 07:00", "2026-03-31 07:00", "2026-04-30 07:00"]);
  });

  test("the next time is always later, and within the longest wait of its kind", () => {
    const day = 86_400_000;
    const repeats: readonly (readonly [Repeat, number])[] = [
      [{ kind: "hourly", minute: 7, zone }, day / 24],
      [{ kind: "daily", at: "02:30", zone }, day + day / 12],
      [{ kind: "weekly", days: [4], at: "02:30", zone }, 7 * day + day / 12],
      [{ kind: "monthly", day: 28, at: "02:30", zone }, 31 * day + day / 12],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...repeats), fc.integer({ min: time("2024-01-01"), max: time("2030-01-01") }), ([repeat, longest], last) => {
        const wait = nextTime(repeat, last) - last;
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(longest);
      }),
    );
  });
});

describe("a repeat that a workbook says", () => {
  test.each<Repeat>([
    { kind: "every", minutes: 0 },
    { kind: "every", minutes: Infinity },
    { kind: "hourly", minute: 60, zone },
    { kind: "daily", at: "24:00", zone },
    { kind: "daily", at: "7:00", zone },
    { kind: "daily", at: "07:00", zone: "Mars/Base" },
    { kind: "weekly", days: [], at: "07:00", zone },
    { kind: "monthly", day: 31, at: "07:00", zone },
  ])("%j names no times that always come", (repeat) => expect(isPossible(repeat)).toBe(false));
});
