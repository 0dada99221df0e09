import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Bucket, freeAt, fullBucket, rateOf, slowDown, take } from "../../../src/stripe/pacing/bucket";
import { createTokenBucket } from "./token-bucket";

const rates = fc.integer({ min: 1, max: 200 });

/** Sends as soon as the bucket allows, though every timer is late by as much as it is told. */
function sendAll(rate: number, lateness: readonly number[]): readonly number[] {
  let bucket: Bucket = fullBucket(rate);
  let now = 0;
  return lateness.map((late) => {
    now = Math.max(now, freeAt(bucket, now) + late);
    bucket = take(bucket, { since: 0, now });
    return now;
  });
}

describe("A bucket", () => {
  test("spaces requests evenly, so that a server with hardly any patience takes them all at exactly its rate", () => {
    // Half of the tenth of a second that the server forgives, or less where that is under two requests.
    const lateness = fc.array(fc.integer({ min: 0, max: 19 }), { minLength: 50, maxLength: 300 });
    fc.assert(
      fc.property(fc.constantFrom(25, 80, 100), lateness, (rate, late) => {
        const server = createTokenBucket(rate, rate / 10);
        expect(sendAll(rate, late).every((time) => server.admits(time))).toBe(true);
      }),
    );
  });

  test("reaches the full rate although timers are late", () => {
    const lateness = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 100, maxLength: 300 });
    fc.assert(
      fc.property(rates, lateness, (rate, late) => {
        const sent = sendAll(rate, late);
        expect(sent.at(-1)).toBeLessThanOrEqual(((sent.length - 1) * 1_000) / rate + 41);
      }),
    );
  });

  test("never lets more through than its rate and a twentieth of a second's make-up, whatever held it up", () => {
    const lateness = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 })), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(rates, lateness, (rate, late) => {
        const sent = sendAll(rate, late);
        for (const start of sent) {
          const within = sent.filter((time) => time >= start && time < start + 1_000).length;
          expect(within).toBeLessThanOrEqual(Math.ceil(rate * 1.05) + 1);
        }
      }),
    );
  });

  test("makes up only for slots that somebody waited for", () => {
    const used = take(fullBucket(10), { since: 0, now: 0 });
    expect(freeAt(take(used, { since: 5_000, now: 5_000 }), 5_000)).toBe(5_100);
    expect(freeAt(take(used, { since: 0, now: 5_000 }), 5_000)).toBe(5_050);
  });

  test("makes up for requests too that come one after another as soon as they can", () => {
    const late = take(take(fullBucket(100), { since: 0, now: 0 }), { since: 5, now: 45 });
    expect(freeAt(late, 46)).toBe(20);
    expect(freeAt(take(late, { since: 46, now: 46 }), 46)).toBe(30);
    expect(freeAt(take(late, { since: 56, now: 56 }), 56)).toBe(66);
  });

  test("keeps nobody waiting for hours when the clock is set back", () => {
    const used = take(fullBucket(10), { since: 3_600_000, now: 3_600_000 });
    expect(freeAt(used, 0)).toBe(0);
  });

  test("without a limit holds up nobody, until the server refuses", () => {
    const open = take(fullBucket(Infinity), { since: 0, now: 0 });
    expect(freeAt(open, 0)).toBe(0);
    expect(rateOf(slowDown(open, { sentAt: 0, now: 10 }), 10)).toBe(90);
  });
});

describe("A bucket whose requests are refused", () => {
  const refusedAt = (bucket: Bucket, now: number) => slowDown(bucket, { sentAt: now, now });

  test("slows down by a tenth and rests two slots; a second refusal soon after counts more", () => {
    const once = refusedAt(fullBucket(100), 1_000);
    expect(rateOf(once, 1_000)).toBe(90);
    expect(freeAt(once, 1_000)).toBeCloseTo(1_022.2, 1);
    expect(rateOf(refusedAt(once, 1_400), 1_400)).toBeCloseTo(64.4, 2);
    expect(rateOf(refusedAt(once, 2_500), 2_500)).toBe(87.75);
  });

  test("counts the refusals of one volley once", () => {
    const once = refusedAt(fullBucket(100), 1_000);
    expect(slowDown(once, { sentAt: 990, now: 1_020 })).toBe(once);
  });

  test("counts what is refused while a server that stood still works off its queue as part of the same volley", () => {
    const once = refusedAt(fullBucket(80), 5_248);
    expect(slowDown(once, { sentAt: 5_304, now: 5_495 })).toBe(once);
    expect(rateOf(slowDown(once, { sentAt: 5_400, now: 5_560 }), 5_560)).toBeLessThan(80 * 0.9);
  });

  test("grows back steadily to its full rate and not above, however often it was refused", () => {
    const refusals = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(rates, refusals, (rate, gaps) => {
        let now = 0;
        let bucket = fullBucket(rate);
        for (const gap of gaps) bucket = refusedAt(bucket, (now += gap));
        expect(rateOf(bucket, now)).toBeGreaterThanOrEqual(0.5);
        expect(rateOf(bucket, now + 1_000)).toBeGreaterThanOrEqual(rateOf(bucket, now));
        expect(rateOf(bucket, now + 20_000)).toBe(rate);
        expect(freeAt(bucket, now) - now).toBeLessThanOrEqual(4_000);
      }),
    );
  });

  test("settles near what a server takes, whatever was configured", () => {
    const server = createTokenBucket(20, 2);
    let bucket = fullBucket(100);
    let refused = 0;
    let sent = 0;
    for (let now = 0; now < 60_000; now = Math.max(now + 1, Math.ceil(freeAt(bucket, now)))) {
      bucket = take(bucket, { since: 0, now });
      const isLate = now > 30_000;
      if (isLate) sent++;
      if (server.admits(now)) continue;
      if (isLate) refused++;
      bucket = refusedAt(bucket, now + 1);
    }
    expect(sent).toBeGreaterThan(30 * 20 * 0.7);
    expect(refused / sent).toBeLessThan(0.1);
  });
});
