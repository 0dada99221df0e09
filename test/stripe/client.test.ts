import { describe, expect, test } from "@jest/globals";
import { Secret } from "../../src/base/secret";
import type { HttpRequest } from "../../src/platform/ports";
import { createStripeClient } from "../../src/stripe/client";
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
    const client = createStripeClient({
      send: (request) => Promise.resolve((sent.push(request), json({}))),
      clock: createFakeClock(),
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

  test("says so when something else than Stripe answers", async () => {
    const { client } = clientOver(() => ({ status: 200, headers: {}, text: "<html>Welcome</html>" }));
    await expect(client.get(account, reading())).rejects.toMatchObject({ code: "STRIPE_UNAVAILABLE" });
  });
});
