import { describe, expect, test } from "@jest/globals";
import type { HttpRequest } from "../../src/platform/ports";
import { createFakeClock } from "../fakes/fake-clock";
import { openWithKey } from "../fakes/open-with-key";

describe("openConnection", () => {
  test("reads with the profile's key, account and version, in the profile's time zone", async () => {
    const sent: HttpRequest[] = [];
    const send = (request: HttpRequest) => {
      sent.push(request);
      return Promise.resolve({ status: 200, headers: {}, text: '{"id":"cus_1","created":1767225600}' });
    };
    const texts = { ApiKey: "rk_test_1", AccountId: "acct_9", TimeZone: "Asia/Tokyo", ApiVersion: "2026-01-01.acacia" };
    const { source } = openWithKey(texts, { send, clock: createFakeClock(), random: () => 0 });
    const table = source.find("customers")!;
    const context = { signal: new AbortController().signal, onRequest: () => undefined };
    expect(await source.lookup({ table, columns: ["created"], key: "cus_1" }, context)).toEqual(["2026-01-01 09:00:00"]);
    expect(sent).toEqual([
      {
        method: "GET",
        url: "https://api.stripe.com/v1/customers/cus_1",
        headers: { Authorization: "Bearer rk_test_1", "Stripe-Version": "2026-01-01.acacia", "Stripe-Account": "acct_9" },
      },
    ]);
  });
});
