import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import type { StripeFault } from "../../fakes/strict-stripe";
import { type Event, play } from "./random-schedule";

const deep = process.env["DEEP"] === "1";
const settings = { numRuns: deep ? 3000 : 80 };

const who = fc.nat(2);
const ask = fc.record({ kind: fc.constant("ask" as const), who, refused: fc.boolean() });
const pass = fc.record({ kind: fc.constant("pass" as const), ms: fc.constantFrom(10, 200, 3000, 65_000, 3_600_000) });
const restart = fc.record({ kind: fc.constant("restart" as const), who });
const die = fc.record({ kind: fc.constant("die" as const), who, atStep: fc.integer({ min: 1, max: 14 }) });
/** Slow, but quicker than a lease ends; or told plainly: nothing that could cost a token. */
const harmless = fc.oneof(
  fc.record({ delayBefore: fc.integer({ min: 1, max: 20_000 }), delayAfter: fc.integer({ min: 1, max: 20_000 }) }),
  fc.record({ status: fc.constantFrom(429, 500, 503) }),
);
const harmful = fc.oneof(
  fc.record({ lost: fc.constantFrom("before" as const, "after" as const), delayAfter: fc.constantFrom(0, 500) }),
  fc.record({ delayBefore: fc.constantFrom(0, 70_000), delayAfter: fc.constantFrom(0, 90_000) }),
);
const fault = (faults: fc.Arbitrary<StripeFault>) => fc.record({ kind: fc.constant("fault" as const), fault: faults });

const calm: fc.Arbitrary<readonly Event[]> = fc.array(fc.oneof(ask, pass, fault(harmless)), { minLength: 5, maxLength: 25 });
const wild: fc.Arbitrary<readonly Event[]> = fc.array(fc.oneof(ask, ask, pass, fault(harmless), fault(harmful), die, restart), {
  minLength: 5,
  maxLength: 30,
});

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
  });

  test("need a new sign-in exactly when the newest tokens were lost before they were written aside, whatever else breaks", async () => {
    await fc.assert(
      fc.asyncProperty(wild, fc.nat(), async (events, seed) => {
        const { overlaps, thrown, newestIsSafe, agreed } = await play(events, seed);
        expect(agreed).toBe(newestIsSafe ? "works" : "REAUTH_REQUIRED");
        expect(overlaps).toEqual([]);
        expect(thrown.filter((code) => code !== "STRIPE_UNAVAILABLE" && code !== "REAUTH_REQUIRED")).toEqual([]);
      }),
      settings,
    );
  });
});
