import { describe, expect, test } from "@jest/globals";
import { mostAtOnce, thinOut } from "../../../src/stripe/pacing/crowd";

const full = { limit: 20, cut: null };

describe("A crowd of requests under way", () => {
  test("is thinned out by a tenth of those that were too many, and grows by one a second", () => {
    const thinner = thinOut(full, { sentAt: 1_000, inFlight: 10 }, 1_200);
    expect(mostAtOnce(thinner, 1_200)).toBe(9);
    expect(mostAtOnce(thinner, 4_200)).toBe(12);
    expect(mostAtOnce(thinner, 60_000)).toBe(20);
  });

  test("loses nobody more for refusals of requests that went before", () => {
    const thinner = thinOut(full, { sentAt: 1_000, inFlight: 10 }, 1_200);
    expect(thinOut(thinner, { sentAt: 1_100, inFlight: 10 }, 1_300)).toBe(thinner);
  });

  test("always has room for one", () => {
    let crowd = thinOut(full, { sentAt: 0, inFlight: 1 }, 1);
    for (let now = 2; now < 50; now++) crowd = thinOut(crowd, { sentAt: now, inFlight: 1 }, now);
    expect(mostAtOnce(crowd, 50)).toBe(1);
  });
});
