import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import type { StripeFault } from "../../fakes/strict-stripe";
import { type Event, play } from "./random-schedule";

const deep = process.env["DEEP"] === "1";
const settings = { numRuns: deep ? 400 : 60 };
const patienceMs = deep ? 600_000 : 60_000;

const who = fc.nat(2);
/** Mostly told that the last token was refused, because that makes a refresh. */
const refused = fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });
const pass = fc.record({ kind: fc.constant("pass" as const), ms: fc.constantFrom(10, 200, 3000, 95_000, 3_600_000) });
const restart = fc.record({ kind: fc.constant("restart" as const), who });
/** Slow, but quicker than a lease ends; or told plainly: nothing that could cost a token. */
const harmless: fc.Arbitrary<StripeFault> = fc.oneof(
  fc.record({ delayBefore: fc.integer({ min: 1, max: 20_000 }), delayAfter: fc.integer({ min: 1, max: 20_000 }) }),
  fc.record({ status: fc.constantFrom(429, 500, 503) }),
);
const harmful: fc.Arbitrary<StripeFault> = fc.oneof(
  fc.record({ lost: fc.constantFrom("before" as const, "after" as const), delayAfter: fc.constantFrom(0, 500) }),
  fc.record({ delayBefore: fc.constantFrom(0, 100_000), delayAfter: fc.constantFrom(0, 100, 100_000, 130_000) }),
);
const orNot = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const ask = (faults: fc.Arbitrary<StripeFault>, deaths: fc.Arbitrary<number>) =>
  fc.record({ kind: fc.constant("ask" as const), who, refused, fault: orNot(faults), dieAtStep: orNot(deaths) });

const calmAsk = ask(harmless, fc.constant(Infinity));
const wildAsk = ask(fc.oneof(harmless, harmful), fc.integer({ min: 1, max: 24 }));
const calm: fc.Arbitrary<readonly Event[]> = fc.array(fc.oneof(calmAsk, pass), { minLength: 5, maxLength: 20 });
const wild: fc.Arbitrary<readonly Event[]> = fc.array(fc.oneof(wildAsk, wildAsk, pass, restart), { minLength: 5, maxLength: 25 });

const refusedAt = (who: number, more: { readonly fault?: StripeFault; readonly dieAtStep?: number } = {}): Event => ({
  kind: "ask",
  who,
  refused: true,
  fault: more.fault,
  dieAtStep: more.dieAtStep,
});
const after = (ms: number): Event => ({ kind: "pass", ms });

/** Schedules that chance seldom finds. */
const rare: readonly [readonly Event[], number][] = [
  // The answer comes when the lease is over and another has given the grant up.
  [[refusedAt(0, { fault: { delayAfter: 100_000 } }), after(95_000), refusedAt(1), after(3000)], 1],
  // Every place where one process can die, with another going on, before the first comes back with its spool.
  ...Array.from({ length: 24 }, (_, step): [readonly Event[], number] => [
    [refusedAt(0, { dieAtStep: step + 1 }), after(95_000), refusedAt(1), after(3000), refusedAt(1), after(3000), { kind: "restart", who: 0 }],
    step,
  ]),
];

describe("Three programs that share a grant of a strict Stripe", () => {
  test("never use a refresh token twice and never ask for a new sign-in, as long as nothing is lost", async () => {
    await fc.assert(
      fc.asyncProperty(calm, fc.nat(), async (events, seed) => {
        const { world, overlaps, thrown, agreed } = await play(events, seed);
        expect(world.stripe.refreshes.filter(({ end }) => end === "invalid_grant")).toEqual([]);
        expect(overlaps).toEqual([]);
        expect(thrown.filter((code) => code !== "STRIPE_UNAVAILABLE")).toEqual([]);
        expect(agreed).toBe("works");
      }),
      settings,
    );
  }, patienceMs);

  test("need a new sign-in exactly when the newest tokens were lost before they were written aside, whatever else breaks", async () => {
    await fc.assert(
      fc.asyncProperty(wild, fc.nat(), async (events, seed) => {
        const { overlaps, thrown, newestIsSafe, agreed } = await play(events, seed);
        expect(agreed).toBe(newestIsSafe ? "works" : "REAUTH_REQUIRED");
        expect(overlaps).toEqual([]);
        expect(thrown.filter((code) => code !== "STRIPE_UNAVAILABLE" && code !== "REAUTH_REQUIRED")).toEqual([]);
      }),
      { ...settings, examples: [...rare] },
    );
  }, patienceMs);
});
