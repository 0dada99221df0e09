import { describe, expect, test } from "@jest/globals";
import { rateOf } from "../../../src/stripe/pacing/bucket";
import { mostAtOnce } from "../../../src/stripe/pacing/crowd";
import { stripeLimits } from "../../../src/stripe/pacing/limits";
import { nextStart, onReply, onSend, type PaceState, startingPace, withLimits } from "../../../src/stripe/pacing/pace-state";
import type { RefusedFor } from "../../../src/stripe/pacing/refused-for";

const charges = "/v1/charges";
const live = stripeLimits.live;

/** One request that was refused for something, 150 ms after it went. */
function afterRefusal(refused: RefusedFor | null, endpoint = charges): PaceState {
  const sent = onSend(startingPace(live), endpoint, { since: 0, now: 0 });
  return onReply(sent, { endpoint, sentAt: 0, inFlight: 10, refused }, 150);
}

const ratesOf = ({ buckets }: PaceState) => Object.fromEntries([...buckets].map(([name, bucket]) => [name, rateOf(bucket, 150)]));

describe("onReply", () => {
  test.each<[RefusedFor | null, Record<string, number>, number]>([
    [null, { account: 100, [charges]: 25 }, 30],
    ["account", { account: 90, [charges]: 25 }, 30],
    ["endpoint", { account: 100, [charges]: 22.5 }, 30],
    ["unknown", { account: 90, [charges]: 22.5 }, 30],
    ["concurrency", { account: 100, [charges]: 25 }, 9],
    ["itself", { account: 100, [charges]: 25 }, 30],
  ])("a refusal for %s leaves rates of %j and room for %i", (refused, rates, room) => {
    const state = afterRefusal(refused);
    expect(ratesOf(state)).toEqual(rates);
    expect(mostAtOnce(state.crowd, 150)).toBe(room);
  });

  test("slows all searches when one is refused", () => {
    const state = afterRefusal("endpoint", "/v1/customers/search");
    expect(nextStart(state, "/v1/charges/search", 150)).toBeCloseTo(150 + 2_000 / 18, 6);
    expect(nextStart(state, "/v1/customers", 150)).toBeLessThan(150);
  });

  test("remembers what it learnt when the limits are changed", () => {
    const state = withLimits(afterRefusal("endpoint"), { ...live, endpoint: 10, concurrent: 3 });
    expect(ratesOf(state)).toEqual({ account: 100, [charges]: 10 });
    expect(mostAtOnce(state.crowd, 150)).toBe(3);
  });
});
