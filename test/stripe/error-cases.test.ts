import { describe, expect, test } from "@jest/globals";
import { toAppError } from "../../src/stripe/error-cases";
import { readFailedReply } from "../../src/stripe/failed-reply";
import { refusal } from "./stripe-fake";

const errorOf = (status: number, error: Record<string, string>, proof: "key" | "token" = "key") =>
  toAppError(readFailedReply(refusal(status, error, { "request-id": "req_9" }), "/v1/charges"), proof);

describe("toAppError", () => {
  test.each([
    [401, { message: "Invalid API Key provided: sk_test_****x" }, "REAUTH_REQUIRED", "Stripe did not accept the API key."],
    [401, { code: "api_key_expired" }, "REAUTH_REQUIRED", "The API key has expired."],
    [400, { message: "Your account is not set up to use Issuing." }, "NOT_ENABLED", "This Stripe account does not offer this data: Your account is not set up to use Issuing."],
    [404, { message: "Unrecognized request URL (GET: /v1/x)." }, "NOT_ENABLED", "This Stripe account does not offer this data: Unrecognized request URL (GET: /v1/x)."],
    [404, { code: "resource_missing", message: "No such charge: 'ch_1'" }, "NOT_FOUND", "No such charge: 'ch_1'."],
    [429, { code: "rate_limit" }, "RATE_LIMITED", "Stripe asks for a slower pace and did not answer after several tries."],
    [429, { code: "lock_timeout" }, "RATE_LIMITED", "Stripe asks for a slower pace and did not answer after several tries."],
    [500, {}, "STRIPE_UNAVAILABLE", "Stripe could not answer (error 500)."],
    [400, { message: "Invalid status" }, "STRIPE_REFUSED", "Stripe refused the request: Invalid status."],
  ])("status %i with %j is %s", (...[status, error, code, message]) => {
    expect(errorOf(status, error)).toMatchObject({ code, message });
  });

  test("names the permission that a restricted key lacks", () => {
    const error = errorOf(403, {
      message:
        "The provided key 'rk_test_abc123' does not have the required permissions for this endpoint on account 'acct_1'. " +
        "Having the 'rak_charge_read' permission would allow this request to continue.",
    });
    expect(error).toMatchObject({
      code: "FORBIDDEN",
      message: 'The key may not read this: it lacks the permission "charge: read".',
      detail: { permission: "rak_charge_read", account: "acct_1", requestId: "req_9", status: 403 },
    });
  });

  test.each([
    ["as for a restricted key", "Having the 'rak_charge_read' permission would allow this request to continue.", "rak_charge_read"],
    ["by the manifest's name", "The app needs the 'charge_read' permission.", "charge_read"],
  ])("names the permission that an app lacks, %s", (_, message, permission) => {
    expect(errorOf(403, { message }, "token")).toMatchObject({
      code: "FORBIDDEN",
      message: 'The app that you signed in with may not read this: it lacks the permission "charge: read".',
      hint: 'Ask the app\'s developer to add "charge: read" to its manifest, then sign in again.',
      detail: { permission },
    });
  });

  test.each([
    [403, "account_invalid", "The provided key 'sk_test_*' does not have access to account 'acct_9' (or that account does not exist). Application access may have been revoked."],
    [403, "", "The provided key 'sk_test_*' does not have access to account 'acct_9' (or that account does not exist)."],
  ])("says that there is no access to the account of the connection (%i %s)", (status, code, message) => {
    for (const proof of ["key", "token"] as const) {
      expect(errorOf(status, { code, message }, proof)).toMatchObject({
        code: "FORBIDDEN",
        message: "There is no access to the account acct_9, or no such account.",
        hint: expect.stringContaining("account id of the connection") as unknown,
      });
    }
  });

  test("says that a token is not accepted, other than a key", () => {
    expect(errorOf(401, { message: "Invalid API Key provided" }, "token")).toMatchObject({ code: "REAUTH_REQUIRED", hint: "Sign in again, or give a new token." });
  });

  test("lets a gateway speak for itself", () => {
    expect(errorOf(409, { code: "NOT_CONNECTED", message: "Nobody has signed in.", hint: "Sign in to Stripe." })).toMatchObject({
      code: "NOT_CONNECTED",
      message: "Nobody has signed in.",
      hint: "Sign in to Stripe.",
    });
  });

  test("keeps keys out of messages", () => {
    const ofKey = (key: string): string => errorOf(400, { message: `The key '${key}' is of another account` }).message;
    expect(ofKey("sk_test_51Habc")).toBe("Stripe refused the request: The key 'sk_test_…' is of another account.");
    expect(ofKey("sk_org_live_51Habc")).toBe("Stripe refused the request: The key 'sk_org_live_…' is of another account.");
  });

  test("has a sentence for a reply that is not Stripe's", () => {
    const reply = { status: 502, headers: {}, text: "<html>Bad Gateway</html>" };
    expect(toAppError(readFailedReply(reply, "/v1/charges"))).toMatchObject({ code: "STRIPE_UNAVAILABLE", detail: { status: 502 } });
  });
});
