import { describe, expect, test } from "@jest/globals";

import type { Sandbox } from "../../src/sandbox/sandbox";
import { ask, smallSandbox } from "./ask";
import { handClock } from "./hand-clock";

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

describe("the limits of endpoints", () => {
  const read = async (sandbox: Sandbox, path: string, headers = {}) => {
    const reply = await ask(sandbox, path, { headers });
    return [reply.status, reply.headers.get("stripe-rate-limited-reason")];
  };

  test("give each endpoint a bucket of its own: path template and account", async () => {
    const sandbox = smallSandbox({ endpointRequestsPerSecond: 10, clock: handClock() });
    const [first, second] = sandbox.all("customer");
    const { connected } = sandbox.accounts();
    expect(await read(sandbox, `/v1/customers/${first?.id ?? ""}`)).toEqual([200, null]);
    expect(await read(sandbox, `/v1/customers/${second?.id ?? ""}`)).toEqual([429, "endpoint-rate"]);
    expect(await read(sandbox, "/v1/customers")).toEqual([200, null]);
    expect(await read(sandbox, "/v1/customers", { "stripe-account": connected })).toEqual([200, null]);
    expect(await read(sandbox, "/v1/customers")).toEqual([429, "endpoint-rate"]);
  });

  test("let all searches together do 20 a second where a rate is limited", async () => {
    const clock = handClock();
    const sandbox = smallSandbox({ requestsPerSecond: 1_000, clock });
    const search = (resource: string) => read(sandbox, `/v1/${resource}/search?query=${encodeURIComponent("created>0")}`);
    expect([await search("charges"), await search("customers"), await search("invoices")]).toEqual([
      [200, null],
      [200, null],
      [429, "endpoint-rate"],
    ]);
    clock.advance(50);
    expect(await search("subscriptions")).toEqual([200, null]);
  });

  test("say neither how long to wait nor whether to try again", async () => {
    const sandbox = smallSandbox({ requestsPerSecond: 1, clock: handClock() });
    await ask(sandbox, "/v1/balance");
    const { status, headers } = await ask(sandbox, "/v1/balance");
    expect([status, headers.get("retry-after"), headers.get("stripe-should-retry")]).toEqual([429, null, null]);
  });
});

describe("the limit of requests at the same time", () => {
  test("refuses what comes while too many are under way, and takes requests again afterwards", async () => {
    const sandbox = smallSandbox({ maxConcurrent: 2, latencyMs: 1, clock: handClock() });
    const replies = await Promise.all(["/v1/balance", "/v1/charges", "/v1/customers"].map((path) => ask(sandbox, path)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(replies[2]?.headers.get("stripe-rate-limited-reason")).toBe("global-concurrency");
    expect((await ask(sandbox, "/v1/customers")).status).toBe(200);
  });
});

describe("the traffic that was counted", () => {
  test("has every answer by status, preflights apart, and not the control surface", async () => {
    const sandbox = smallSandbox({ requestsPerSecond: 1, clock: handClock() });
    await ask(sandbox, "/v1/charges", { method: "OPTIONS" });
    await ask(sandbox, "/v1/charges");
    await ask(sandbox, "/v1/charges");
    const counted = { requests: 2, preflights: 1, statuses: { "200": 1, "429": 1 }, faults: {} };
    expect(sandbox.traffic()).toEqual(counted);
    expect((await ask(sandbox, "/_sandbox/traffic", { key: "" })).body).toEqual(counted);
    await ask(sandbox, "/_sandbox/traffic", { key: "", method: "DELETE" });
    expect(sandbox.traffic().requests).toBe(0);
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
