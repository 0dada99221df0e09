import { describe, expect, test } from "@jest/globals";

import { faultKinds, type FaultKind } from "../../src/sandbox/faults/faults";
import { ConnectionCut } from "../../src/sandbox/oauth/connection-cut";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox";
import { ask, smallSandbox } from "./ask";
import { handClock } from "./hand-clock";

const form = { "content-type": "application/x-www-form-urlencoded" };
const always = (kind: FaultKind, options: Partial<SandboxOptions> = {}): Sandbox =>
  smallSandbox({ faults: { share: 1, kinds: [kind] }, clock: handClock(), ...options });
const createCustomer = (sandbox: Sandbox) => ask(sandbox, "/v1/customers", { method: "POST", headers: form, body: "name=Ada" });
const balance = async (sandbox: Sandbox): Promise<string> => {
  const request = new Request("http://sandbox.test/v1/balance", { headers: { authorization: "Bearer sk_test_sandbox" } });
  try {
    const response = await sandbox.handle(request);
    return `${response.status} ${(await response.text()).length}`;
  } catch (thrown) {
    return String(thrown);
  }
};

describe("faults", () => {
  test.each<[FaultKind, number, object]>([
    ["500", 500, { code: undefined, reason: null, retry: null }],
    ["429", 429, { code: "rate_limit", reason: "global-rate", retry: "true" }],
    ["429-bare", 429, { code: "rate_limit", reason: null, retry: null }],
  ])("of kind %s answer %i", async (kind, status, told) => {
    const { body, headers, ...reply } = await ask(always(kind), "/v1/balance");
    expect(reply.status).toBe(status);
    const [reason, retry] = ["stripe-rate-limited-reason", "stripe-should-retry"].map((name) => headers.get(name));
    expect({ code: body.error.code, reason, retry }).toEqual(told);
  });

  test("of kind lock_timeout hit writes only, which then have done nothing", async () => {
    const sandbox = always("lock_timeout");
    const before = sandbox.all("customer").length;
    expect((await ask(sandbox, "/v1/balance")).status).toBe(200);
    const { status, body, headers } = await createCustomer(sandbox);
    expect([status, body.error.code, headers.get("stripe-should-retry")]).toEqual([429, "lock_timeout", "true"]);
    expect(sandbox.all("customer")).toHaveLength(before);
  });

  test("of kind reset end the connection without an answer; a write may have been done", async () => {
    const sandbox = always("reset");
    const before = sandbox.all("customer").length;
    for (let call = 0; call < 20; call++) await expect(createCustomer(sandbox)).rejects.toThrow(ConnectionCut);
    const done = sandbox.all("customer").length - before;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(20);
  });

  test("of kind truncated send JSON that ends in its middle, under a good status", async () => {
    const response = await always("truncated").handle(
      new Request("http://sandbox.test/v1/customers", { headers: { authorization: "Bearer sk_test_sandbox" } }),
    );
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  test("of kind slow take half a second to three seconds longer", async () => {
    const clock = handClock();
    const sandbox = always("slow", { clock, latencyMs: 10 });
    expect((await ask(sandbox, "/v1/balance")).status).toBe(200);
    const [latency, more] = clock.slept;
    expect(latency).toBe(10);
    expect(more).toBeGreaterThanOrEqual(500);
    expect(more).toBeLessThan(3_000);
  });

  test("follow from seed and number of the request, and hit about the share that was asked for", async () => {
    const course = async (seed: number): Promise<readonly string[]> => {
      const sandbox = smallSandbox({ seed, faults: { share: 0.2 }, clock: handClock() });
      const outcomes: string[] = [];
      for (let request = 0; request < 150; request++) outcomes.push(await balance(sandbox));
      const failed = Object.values(sandbox.traffic().faults).reduce((sum, count) => sum + count, 0);
      expect(failed).toBeGreaterThan(15);
      expect(failed).toBeLessThan(45);
      return outcomes;
    };
    const once = await course(1);
    expect(await course(1)).toEqual(once);
    expect(await course(2)).not.toEqual(once);
  });

  test("come in every kind that fits when no kind is named", async () => {
    const sandbox = smallSandbox({ faults: { share: 0.5 }, clock: handClock() });
    for (let request = 0; request < 200; request++) await balance(sandbox);
    expect(Object.keys(sandbox.traffic().faults).sort()).toEqual(faultKinds.filter((kind) => kind !== "lock_timeout").sort());
  });

  test("leave the control surface, OAuth and preflights alone", async () => {
    const sandbox = always("500");
    expect((await ask(sandbox, "/_sandbox/payout", { key: "" })).status).toBe(200);
    const token = await ask(sandbox, "/v1/oauth/token", { method: "POST", headers: form, body: "grant_type=authorization_code&code=ac_no" });
    expect([token.status, token.body.error]).toEqual([400, "invalid_grant"]);
    expect((await ask(sandbox, "/v1/balance", { method: "OPTIONS" })).status).toBe(200);
  });

  test("cannot be slow while time stands still", () => {
    expect(() => smallSandbox({ faults: { share: 1, kinds: ["slow"] } })).toThrow("slow answers need a clock");
  });
});
