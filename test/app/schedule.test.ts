import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { nextRun } from "../../src/app/next-run";
import { noSchedule, runsByItself } from "../../src/app/schedule";

const every = (minutes: number) => ({ onOpen: false, repeat: { kind: "every", minutes } }) as const;
const minute = 60_000;

describe("when a query runs next", () => {
  test("without an interval it never comes due", () => {
    expect(nextRun({ onOpen: true, repeat: null }, { lastRun: null, now: 5 }, 0)).toBeNull();
  });

  test("one that never ran is due now", () => {
    expect(nextRun(every(10), { lastRun: null, now: 5 }, 0.5)).toBe(5);
  });

  test("an overdue one is due now, once, however many runs were missed", () => {
    expect(nextRun(every(10), { lastRun: 0, now: 500 * minute }, 0.5)).toBe(500 * minute);
  });

  test("one that ran waits its interval and a little more by chance", () => {
    expect(nextRun(every(10), { lastRun: 0, now: minute }, 0)).toBe(10 * minute);
    expect(nextRun(every(10), { lastRun: 0, now: minute }, 0.999)).toBeLessThan(10.5 * minute);
  });

  test("it is never in the past and never further away than the interval and its spread", () => {
    const time = fc.integer({ min: 0, max: 1e12 });
    const times = fc.tuple(fc.option(time), time).map(([lastRun, passed]) => ({ lastRun, now: (lastRun ?? 0) + passed }));
    const jitter = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), times, jitter, (minutes, at, chance) => {
        const next = nextRun(every(minutes), at, chance) ?? -1;
        expect(next).toBeGreaterThanOrEqual(at.now);
        expect(next).toBeLessThanOrEqual(at.now + minutes * minute * 1.05);
      }),
    );
  });

  test("the add-in has to start with the workbook for either kind of schedule, else not", () => {
    expect([noSchedule, every(5), { onOpen: true, repeat: null }].map(runsByItself)).toEqual([false, true, true]);
  });
});
