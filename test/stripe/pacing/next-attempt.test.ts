import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { HttpReply } from "../../../src/platform/ports";
import { nextAttempt } from "../../../src/stripe/pacing/next-attempt";

const reply = (status: number, headers: Record<string, string> = {}) => ({ status, headers, text: "" });

describe("nextAttempt", () => {
  test("repeats what Stripe says to repeat, whatever the status", () => {
    expect(nextAttempt({ number: 1, unanswered: 0, reply: reply(400, { "stripe-should-retry": "true" }) }, 0)).toBe(250);
    expect(nextAttempt({ number: 1, unanswered: 0, reply: reply(503, { "stripe-should-retry": "false" }) }, 0)).toBeNull();
  });

  test("waits as long as Retry-After asks", () => {
    expect(nextAttempt({ number: 1, unanswered: 0, reply: reply(429, { "retry-after": "3" }) }, 0.9)).toBe(3000);
  });

  test("gives up when Retry-After asks for longer than anybody waits", () => {
    expect(nextAttempt({ number: 1, unanswered: 0, reply: reply(429, { "retry-after": "60" }) }, 0)).toBe(60_000);
    expect(nextAttempt({ number: 1, unanswered: 0, reply: reply(429, { "retry-after": "61" }) }, 0)).toBeNull();
    expect(nextAttempt({ number: 1, unanswered: 0, reply: reply(429, { "retry-after": "tomorrow" }) }, 0)).toBe(250);
  });

  test.each([409, 429, 500, 503])("repeats status %i", (status) => {
    expect(nextAttempt({ number: 1, unanswered: 0, reply: reply(status) }, 0)).not.toBeNull();
  });

  test.each([400, 401, 402, 403, 404])("does not repeat status %i", (status) => {
    expect(nextAttempt({ number: 1, unanswered: 0, reply: reply(status) }, 0)).toBeNull();
  });

  test("repeats twice when nothing answers, five times when Stripe is busy, nine times when we are too fast", () => {
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    const repeats = (attempt: { reply?: HttpReply }): number =>
      numbers.filter((number) => nextAttempt({ ...attempt, number, unanswered: attempt.reply ? 0 : number }, 0) !== null).length;
    expect(repeats({})).toBe(2);
    expect(repeats({ reply: reply(503) })).toBe(5);
    expect(repeats({ reply: reply(429) })).toBe(9);
  });

  test("counts tries that nothing came of only while they follow one another", () => {
    expect(nextAttempt({ number: 4, unanswered: 1 }, 0)).not.toBeNull();
    expect(nextAttempt({ number: 6, unanswered: 1 }, 0)).toBeNull();
  });

  test("doubles the wait, spread by chance between half and all of it", () => {
    const any = fc.record({ number: fc.integer({ min: 1, max: 5 }), jitter: fc.double({ min: 0, max: 0.999, noNaN: true }) });
    fc.assert(
      fc.property(any, ({ number, jitter }) => {
        const full = 500 * 2 ** (number - 1);
        const wait = nextAttempt({ number, unanswered: 0, reply: reply(429) }, jitter);
        expect(wait).toBeGreaterThanOrEqual(full / 2);
        expect(wait).toBeLessThanOrEqual(full);
      }),
    );
  });
});
