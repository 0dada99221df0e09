import { describe, expect, test } from "@jest/globals";
import type { ReadContext } from "../../../src/table/row-source";
import { createUnsent } from "../../../src/stripe/listing/windows/unsent";
import { createRandom } from "../../../src/sandbox/company/random";
import { type Skew, skews, spreadTimes } from "../../../src/sandbox/company/time-spread";
import { readTimes } from "./dated-list";

const never = new AbortController().signal;

/** A read that is sent, repeated and answered when the test says so. */
function openRead() {
  let context: ReadContext | null = null;
  let answer: () => void = () => undefined;
  return {
    read: (given: ReadContext) => new Promise<void>((resolve) => ((context = given), (answer = resolve))),
    send: () => context?.onRequest(),
    answer: () => answer(),
  };
}

describe("Reads that wait to be sent", () => {
  test("wait until their first request goes; its repeats change nothing", async () => {
    const counts: number[] = [];
    let requests = 0;
    const unsent = createUnsent(() => counts.push(unsent.count()));
    const [one, two] = [openRead(), openRead()];
    const context = { signal: never, onRequest: () => void requests++ };
    const ended = [unsent.track(one.read, context), unsent.track(two.read, context)];
    expect(unsent.count()).toBe(2);
    one.send();
    one.send();
    two.send();
    expect([counts, requests]).toEqual([[1, 0], 3]);
    one.answer();
    two.answer();
    await Promise.all(ended);
    expect(unsent.count()).toBe(0);
  });

  test("wait no more when they end without a request", async () => {
    const unsent = createUnsent(() => undefined);
    const failing = unsent.track(() => Promise.reject(new Error("no key")), { signal: never, onRequest: () => undefined });
    await expect(failing).rejects.toThrow("no key");
    expect(unsent.count()).toBe(0);
  });
});

describe("A list that is read at 25 requests a second", () => {
  test.each(skews)("takes hardly more requests than it has pages, since no more windows are open than the pace can use (%s)", async (skew: Skew) => {
    const next = spreadTimes(createRandom(1), skew, { from: Date.UTC(2024, 0, 1) / 1000, to: Date.UTC(2026, 0, 1) / 1000 });
    const { requests, seconds } = await readTimes(Array.from({ length: 20_000 }, next), { perSecond: 25 });
    expect(requests / 200).toBeLessThanOrEqual(1.1);
    expect(200 / 25 / seconds).toBeGreaterThanOrEqual(0.85);
  });
});
