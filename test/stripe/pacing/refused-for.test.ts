import { describe, expect, test } from "@jest/globals";
import { refusedFor } from "../../../src/stripe/pacing/refused-for";
import { json, refusal } from "../stripe-fake";

describe("refusedFor", () => {
  test.each([
    ["global-rate", "account"],
    ["endpoint-rate", "endpoint"],
    ["global-concurrency", "concurrency"],
    ["endpoint-concurrency", "concurrency"],
    ["resource-specific", "itself"],
    ["something-new", "unknown"],
  ])("takes %s for %s", (reason, expected) => {
    expect(refusedFor(refusal(429, { code: "rate_limit" }, { "stripe-rate-limited-reason": reason }))).toBe(expected);
  });

  test("tells a locked object by the body, as in a browser, which does not show the header", () => {
    expect(refusedFor(refusal(429, { code: "lock_timeout" }, { "stripe-should-retry": "true" }))).toBe("itself");
    expect(refusedFor(refusal(429, { code: "rate_limit" }, { "request-id": "req_1" }))).toBe("unknown");
    expect(refusedFor({ status: 429, headers: {}, text: "<html>Too many requests</html>" })).toBe("unknown");
  });

  test("says nothing of other replies", () => {
    expect([json({}), refusal(503, {}), refusal(409, { code: "lock_timeout" })].map(refusedFor)).toEqual([null, null, null]);
  });
});
