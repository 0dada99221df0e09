import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { generateCompany } from "../../src/sandbox/company/company";
import { skews, type Skew } from "../../src/sandbox/company/time-spread";
import { createSandbox } from "../../src/sandbox/sandbox";
import { timeOf } from "../../src/sandbox/store/fields";
import { smallSandbox, today } from "./ask";

const now = today / 1_000;
/** A company of each spread; its customers are so many that some of them come in bursts. */
const companies = new Map(skews.map((skew) => [skew, generateCompany({ account: "acct_test", seed: 5, scale: 1, charges: 8_000, skew, now })]));
const timesOf = (skew: Skew, resource = "charge"): readonly number[] =>
  (companies.get(skew)?.objects.get(resource) ?? []).map(timeOf).sort((left, right) => left - right);
/** The share of the company's years that had passed when a share of the rows was there. */
const passedAt = (times: readonly number[], share: number): number => ((times[Math.floor(share * times.length)] ?? 0) - now) / (3 * 365 * 86_400) + 1;
const crowdedSeconds = (times: readonly number[]): readonly number[] => {
  const counts = new Map<number, number>();
  for (const time of times) counts.set(time, (counts.get(time) ?? 0) + 1);
  return [...counts.values()].filter((count) => count >= 200);
};

describe("a company of an exact size", () => {
  test("has exactly the charges that were asked for, whatever the seed and the skew", () => {
    const size = fc.record({ seed: fc.nat(1_000), charges: fc.integer({ min: 200, max: 800 }), skew: fc.constantFrom(undefined, ...skews) });
    fc.assert(
      fc.property(size, ({ seed, charges, skew }) => {
        const { objects } = generateCompany({ account: "acct_test", seed, scale: charges / 10_000, charges, skew, now });
        expect(objects.get("charge")).toHaveLength(charges);
      }),
      { numRuns: 15 },
    );
  });

  test("has the customers of scale 1, or fewer where it has fewer charges", () => {
    const customersOf = (charges: number): number => createSandbox({ now: today, charges }).all("customer").length;
    expect([customersOf(500), customersOf(12_000)]).toEqual([100, 2_000]);
  });

  test("cannot be smaller than a business that has everything", () => {
    expect(() => smallSandbox({ charges: 199 })).toThrow("charges must be at least 200");
  });
});

describe("the times of charges", () => {
  test("are spread evenly over the years when uniform", () => {
    const times = timesOf("uniform");
    for (const share of [0.25, 0.5, 0.75]) expect(Math.abs(passedAt(times, share) - share)).toBeLessThan(0.07);
    expect(crowdedSeconds(times)).toEqual([]);
  });

  test("grow towards today when growing: half of them in the last quarter of the years", () => {
    const times = timesOf("grow");
    expect(passedAt(times, 0.5)).toBeGreaterThan(0.74);
    expect(crowdedSeconds(times)).toEqual([]);
  });

  test("come by the hundred in single seconds when in bursts, again and again", () => {
    const bursts = crowdedSeconds(timesOf("burst"));
    expect(bursts.length).toBeGreaterThan(4);
    const inBursts = bursts.reduce((sum, count) => sum + count, 0);
    expect(inBursts).toBeGreaterThan(2_000);
    expect(inBursts).toBeLessThan(6_000);
  });

  test("are followed by the customers: bursts of them, too", () => {
    expect(crowdedSeconds(timesOf("burst", "customer")).length).toBeGreaterThan(0);
  });
});
