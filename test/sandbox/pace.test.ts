import { describe, expect, test } from "@jest/globals";

import { ask, smallSandbox } from "./ask";

/** A clock that stands still until it is told, and notes what was slept. */
function handClock() {
  const slept: number[] = [];
  let now = 1_000;
  return {
    slept,
    advance: (ms: number) => void (now += ms),
    now: () => now,
    sleep: (ms: number) => {
      slept.push(ms);
      return Promise.resolve();
    },
  };
}

describe("the rate limit", () => {
  test("lets a tenth of a second's requests through at once and refuses the next with 429 and its reason", async () => {
    const sandbox = smallSandbox({ requestsPerSecond: 50, clock: handClock() });
    const statuses: number[] = [];
    for (let request = 0; request < 6; request++) statuses.push((await ask(sandbox, "/v1/balance")).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const { body, headers } = await ask(sandbox, "/v1/balance");
    expect(body.error).toMatchObject({ type: "invalid_request_error", code: "rate_limit" });
    expect(headers.get("stripe-rate-limited-reason")).toBe("global-rate");
  });

  test("gives back one request for each share of a second that passes", async () => {
    const clock = handClock();
    const sandbox = smallSandbox({ requestsPerSecond: 10, clock });
    const next = async (ms: number) => {
      clock.advance(ms);
      return (await ask(sandbox, "/v1/balance")).status;
    };
    expect([await next(0), await next(50), await next(50), await next(99), await next(1), await next(10_000), await next(0)]).toEqual([
      200, 429, 200, 429, 200, 200, 429,
    ]);
  });

  test("is off unless asked for, and never holds for the control surface", async () => {
    const free = smallSandbox({ clock: handClock() });
    const limited = smallSandbox({ requestsPerSecond: 1, clock: handClock() });
    for (let request = 0; request < 30; request++) {
      expect((await ask(free, "/v1/balance")).status).toBe(200);
      expect((await ask(limited, "/_sandbox/tax_rate", { key: "" })).status).toBe(200);
    }
  });
});

describe("latency", () => {
  test.each([{ latencyMs: 5 }, { requestsPerSecond: 5 }])("and rate limit need a clock: %p", (options) => {
    expect(() => smallSandbox(options)).toThrow("latencyMs and requestsPerSecond need a clock");
  });

  test("makes every answer wait", async () => {
    const clock = handClock();
    const sandbox = smallSandbox({ latencyMs: 120, clock });
    await ask(sandbox, "/v1/balance");
    await ask(sandbox, "/v1/foo");
    expect(clock.slept).toEqual([120, 120]);
  });
});

describe("objects that come later", () => {
  test("carry the company's today plus the time that has passed", () => {
    const clock = handClock();
    const sandbox = smallSandbox({ clock, now: 1_700_000_000_000 });
    clock.advance(5_000);
    expect(sandbox.create("customer", { name: "New" })["created"]).toBe(1_700_000_005);
  });
});
