import { describe, expect, test } from "@jest/globals";
import { limitTime } from "../../src/connections/limit-time";
import { createFakeClock } from "../fakes/fake-clock";
import { openWithKey } from "../fakes/open-with-key";

const forever = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")), { once: true }));

describe("limitTime", () => {
  test("gives a task up when its time is over, and says which setting decides", async () => {
    const clock = createFakeClock();
    const outcome = expect(limitTime(5, clock)(forever, new AbortController().signal)).rejects.toMatchObject({
      code: "STRIPE_UNAVAILABLE",
      message: "It was not finished within 5 seconds, the time limit of the connection.",
      hint: expect.stringContaining("Timeout") as unknown,
    });
    await clock.advance(5000);
    await outcome;
  });

  test("leaves a task alone that ends in time, and stops its timer", async () => {
    const clock = createFakeClock();
    expect(await limitTime(5, clock)(() => Promise.resolve("done"), new AbortController().signal)).toBe("done");
    expect(await clock.advanceToNext()).toBeNull();
  });

  test("passes on that the person has cancelled, also before it began", async () => {
    const clock = createFakeClock();
    const stop = new AbortController();
    const outcome = expect(limitTime(5, clock)(forever, stop.signal)).rejects.toMatchObject({ name: "AbortError" });
    stop.abort();
    await outcome;
    const seen = await limitTime(5, clock)((signal) => Promise.resolve(signal.aborted), stop.signal);
    expect(seen).toBe(true);
  });

  test("never ends a task when there is no limit", async () => {
    const clock = createFakeClock();
    expect(await limitTime(null, clock)(() => Promise.resolve("done"), new AbortController().signal)).toBe("done");
    expect(clock.sleeps).toEqual([]);
  });

  test("holds for every request of a connection with Timeout, while it waits for Stripe and while it repeats", async () => {
    const clock = createFakeClock();
    const send = () => Promise.resolve({ status: 503, headers: { "retry-after": "30" }, text: "{}" });
    const { client } = openWithKey({ ApiKey: "rk_test_1", Timeout: "10" }, { send, clock, random: () => 0 });
    const context = { signal: new AbortController().signal, onRequest: () => undefined };
    const outcome = expect(client.get({ path: "/v1/account", query: [] }, context)).rejects.toMatchObject({
      message: "It was not finished within 10 seconds, the time limit of the connection.",
    });
    await clock.advance(10_000);
    await outcome;
  });
});
