import { describe, expect, test } from "@jest/globals";
import type { AppError } from "../../src/base/app-error";
import { Secret } from "../../src/base/secret";
import type { HttpRequest } from "../../src/platform/ports";
import { createStripeClient } from "../../src/stripe/client";
import { fixedCredential } from "../../src/stripe/credential";
import { untoldLimits } from "../../src/stripe/pacing/limits";
import { createPacer } from "../../src/stripe/pacing/pacer";
import { createFakeClock } from "../fakes/fake-clock";
import { clientOver, json, reading, refusal } from "./stripe-fake";

const account = { path: "/v1/account", query: [] } as const;

describe("createStripeClient", () => {
  test("sends the key and the pinned version in headers, and the query in the address", async () => {
    const { client, sent } = clientOver(() => json({ object: "list" }));
    await client.get({ path: "/v1/charges", query: [["created[gte]", "5"], ["customer", "a&b"]] }, reading());
    expect(sent).toEqual([
      {
        method: "GET",
        url: "https://stripe.example/v1/charges?created[gte]=5&customer=a%26b",
        headers: { Authorization: "Bearer rk_test_123", "Stripe-Version": "2026-10-28.endive" },
      },
    ]);
  });

  test("names the connected account that it acts on, and asks for the credential before every request", async () => {
    const sent: HttpRequest[] = [];
    let generation = 0;
    const current = () => Promise.resolve({ secret: new Secret(`token-${++generation}`), generation });
    const clock = createFakeClock();
    const client = createStripeClient({
      send: (request) => Promise.resolve((sent.push(request), json({}))),
      clock,
      pacer: createPacer(clock, untoldLimits),
      random: () => 0,
      credentials: { kind: "token", current, renew: () => Promise.resolve(null) },
      apiBase: "https://stripe.example",
      apiVersion: "v",
      accountId: "acct_1",
    });
    await client.get(account, reading());
    await client.get(account, reading());
    expect(sent.map(({ headers }) => [headers["Authorization"], headers["Stripe-Account"]])).toEqual([
      ["Bearer token-1", "acct_1"],
      ["Bearer token-2", "acct_1"],
    ]);
  });

  test("waits and repeats until Stripe answers, and counts every try", async () => {
    const { client, clock } = clientOver((_, number) => (number < 3 ? refusal(429, {}, { "retry-after": "2" }) : json({ id: "x" })));
    const context = reading();
    const answer = client.get(account, context);
    await clock.advance(4000);
    await expect(answer).resolves.toEqual({ id: "x" });
    expect(clock.sleeps).toEqual([2000, 2000]);
    expect(context.count()).toBe(3);
  });

  test("repeats a read whose reply never came", async () => {
    const { client, clock } = clientOver((_, number) => {
      if (number === 1) throw new TypeError("fetch failed");
      return json({ id: "x" });
    });
    const answer = client.get(account, reading());
    await clock.advanceToNext();
    await expect(answer).resolves.toEqual({ id: "x" });
  });

  test("says that the server does not answer, after three tries", async () => {
    const { client, clock } = clientOver(() => {
      throw new TypeError("fetch failed");
    });
    const context = reading();
    const answer = expect(client.get(account, context)).rejects.toMatchObject({
      code: "STRIPE_UNAVAILABLE",
      message: "No answer from https://stripe.example.",
    });
    await clock.advance(60_000);
    await answer;
    expect(context.count()).toBe(3);
  });

  test("stops waiting when cancelled, and sends nothing more", async () => {
    const { client, clock, sent } = clientOver(() => refusal(503, {}));
    const stop = new AbortController();
    const answer = expect(client.get(account, reading(stop.signal))).rejects.toMatchObject({ code: "CANCELLED" });
    await clock.advance(0);
    stop.abort();
    await answer;
    await clock.advance(60_000);
    expect(sent).toHaveLength(1);
  });

  test.each(["", '{"object":"list","data":[{"id":"ch_1","amo'])("takes an answer that breaks off (%j) for none, and repeats the read", async (text) => {
    const { client, clock } = clientOver((_, number) => (number < 3 ? { status: 200, headers: {}, text } : json({ id: "x" })));
    const context = reading();
    const answer = client.get(account, context);
    await clock.advance(60_000);
    await expect(answer).resolves.toEqual({ id: "x" });
    expect(context.count()).toBe(3);
  });

  test("says that answers break off when the third one does too", async () => {
    const { client, clock } = clientOver(() => ({ status: 200, headers: {}, text: '{"object":' }));
    const answer = expect(client.get(account, reading())).rejects.toMatchObject({
      code: "STRIPE_UNAVAILABLE",
      message: "The answers from https://stripe.example break off before their end.",
    });
    await clock.advance(60_000);
    await answer;
  });

  test.each([
    [429, "86400", "RATE_LIMITED", "Stripe asks for a pause of 24 hours."],
    [503, "600", "STRIPE_UNAVAILABLE", "Stripe asks for a pause of 10 minutes."],
  ])("does not wait for hours when a %i asks for it, but says so", async (...[status, seconds, code, message]) => {
    const { client, sent } = clientOver(() => refusal(status, {}, { "retry-after": seconds }));
    await expect(client.get(account, reading())).rejects.toMatchObject({ code, message, hint: "Try again after that time." });
    expect(sent).toHaveLength(1);
  });

  test("goes on after single failures of every kind", async () => {
    const answers = [refusal(500, {}), refusal(429, { code: "lock_timeout" }), "lost", refusal(429, { code: "rate_limit" }), refusal(409, {})];
    const { client, clock } = clientOver((_, number) => {
      const answer = answers[number - 1] ?? json({ id: "x" });
      if (typeof answer === "string") throw new TypeError("terminated");
      return answer;
    });
    const answer = client.get(account, reading());
    await clock.advance(120_000);
    await expect(answer).resolves.toEqual({ id: "x" });
  });

  test("ends every read that is under way when the server dies, each with the reason", async () => {
    const { client, clock } = clientOver((_, number) => {
      if (number > 5) throw new TypeError("fetch failed");
      return json({ id: String(number) });
    });
    const reads = Array.from({ length: 40 }, () => client.get(account, reading()).then(() => "read", (failure: unknown) => (failure as AppError).code));
    await clock.advance(120_000);
    const ends = await Promise.all(reads);
    expect([ends.filter((end) => end === "read").length, ends.filter((end) => end === "STRIPE_UNAVAILABLE").length]).toEqual([5, 35]);
  });

  test("asks to connect anew when the key is revoked midway, and sends nothing in vain", async () => {
    const { client, sent } = clientOver((_, number) => (number > 2 ? refusal(401, { message: "Invalid API Key provided" }) : json({ id: "x" })));
    await client.get(account, reading());
    await client.get(account, reading());
    await expect(client.get(account, reading())).rejects.toMatchObject({ code: "REAUTH_REQUIRED", hint: expect.stringContaining("Copy the key again") as unknown });
    expect(sent).toHaveLength(3);
  });

  test("counts every request that was sent, refused ones too", async () => {
    const clock = createFakeClock();
    let counted = 0;
    const statuses = [429, 500, 200];
    const client = createStripeClient({
      send: () => Promise.resolve(json({}, statuses.shift())),
      clock,
      pacer: createPacer(clock, untoldLimits),
      random: () => 0,
      credentials: fixedCredential(new Secret("rk_test_1")),
      apiBase: "https://stripe.example",
      apiVersion: "v",
      accountId: null,
      countRead: () => void counted++,
    });
    const answer = client.get(account, reading());
    await clock.advance(60_000);
    await answer;
    expect(counted).toBe(3);
  });

  test("says so when something else than Stripe answers", async () => {
    const { client } = clientOver(() => ({ status: 200, headers: {}, text: "<html>Welcome</html>" }));
    await expect(client.get(account, reading())).rejects.toMatchObject({ code: "STRIPE_UNAVAILABLE" });
  });
});
