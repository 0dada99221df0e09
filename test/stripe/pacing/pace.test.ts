import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createConcurrencyGate } from "../../../src/stripe/pacing/concurrency-gate";
import { createPace, nextSlot } from "../../../src/stripe/pacing/pace";
import { createFakeClock } from "../../fakes/fake-clock";

const signal = new AbortController().signal;

describe("nextSlot", () => {
  test("never lets more through than the rate and a tenth of a second's burst, however requests come", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 100 }), (between, rate) => {
        let now = 0;
        let earliest = 0;
        const sent = between.map((gap) => {
          now += gap;
          const slot = nextSlot(earliest, rate, now);
          earliest = slot.earliest;
          expect(slot.goAt).toBeGreaterThanOrEqual(now);
          return slot.goAt;
        });
        for (const start of sent) {
          const within = sent.filter((time) => time >= start && time < start + 1000 - 1e-6).length;
          expect(within).toBeLessThanOrEqual(rate + Math.max(1, Math.floor(rate / 10)));
        }
      }),
    );
  });

  test("does not hold up who asks slower than the rate", () => {
    expect(nextSlot(1000, 10, 5000)).toEqual({ goAt: 5000, earliest: 5100 });
  });
});

describe("createPace", () => {
  test("spreads requests to one endpoint, and lets other endpoints pass meanwhile", async () => {
    const clock = createFakeClock(0);
    const pace = createPace(clock, { perAccount: 1000, perEndpoint: 10 });
    const times: string[] = [];
    const ask = (endpoint: string) => pace(endpoint, signal).then(() => times.push(`${endpoint} ${clock.now()}`));
    const all = [ask("a"), ask("a"), ask("a"), ask("b")];
    await clock.advance(1000);
    await Promise.all(all);
    expect(times).toEqual(["a 0", "b 0", "a 100", "a 200"]);
  });
});

describe("createConcurrencyGate", () => {
  test("lets so much through at once, the rest in order", async () => {
    const gate = createConcurrencyGate(2);
    const finish: (() => void)[] = [];
    const started: number[] = [];
    const work = [0, 1, 2, 3].map((number) =>
      gate(() => {
        started.push(number);
        return new Promise<void>((resolve) => (finish[number] = resolve));
      }, signal),
    );
    await Promise.resolve();
    await Promise.resolve();
    expect(started).toEqual([0, 1]);
    finish[1]?.();
    await work[1];
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(started).toEqual([0, 1, 2]);
    finish[0]?.();
    finish[2]?.();
    await Promise.all([work[0], work[2]]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    finish[3]?.();
    await Promise.all(work);
  });

  test("who gives up waiting leaves the line, and a failure frees its place", async () => {
    const gate = createConcurrencyGate(1);
    const stop = new AbortController();
    let fail: (reason: Error) => void = () => undefined;
    const first = gate(() => new Promise<void>((_, reject) => (fail = reject)), signal);
    const second = gate(() => Promise.reject(new Error("must not run")), stop.signal);
    const third = gate(() => Promise.resolve("ran"), signal);
    stop.abort(new Error("gone"));
    await expect(second).rejects.toThrow("gone");
    fail(new Error("broken"));
    await expect(first).rejects.toThrow("broken");
    await expect(third).resolves.toBe("ran");
  });
});
