import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sleepInParts } from "../../src/base/sleep-in-parts";
import { browserClock } from "../../src/platform/browser/clock";
import { nodeClock } from "../../src/platform/node/clock";

const day = 86_400_000;

describe("a sleep of any length", () => {
  test("is made of timers that no runtime rings at once, which last as long together", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1000 * day }), async (ms) => {
        const parts: number[] = [];
        await sleepInParts(ms, (part) => Promise.resolve(void parts.push(part)));
        expect(parts.reduce((sum, part) => sum + part)).toBe(ms);
        expect(parts.every((part) => part >= 0 && part < 2 ** 31)).toBe(true);
      }),
    );
  });

  test.each([
    ["the browser's clock", browserClock],
    ["the machine's clock", nodeClock],
  ])("does not end at once by %s, and ends when it is aborted", async (_name, clock) => {
    const stop = new AbortController();
    const long = clock.sleep(100 * day, stop.signal).then(() => "slept");
    const short = clock.sleep(10, stop.signal).then(() => "still asleep");
    expect(await Promise.race([long, short])).toBe("still asleep");
    const reason = new Error("enough");
    stop.abort(reason);
    await expect(long).rejects.toBe(reason);
  });
});
