import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { AppError } from "../../src/base/app-error";
import { Secret } from "../../src/base/secret";
import { createLog } from "../../src/gateway/http/create-log";

/** What one call of the log writes. */
function written(facts: Readonly<Record<string, unknown>>, event = "event"): string {
  const lines: string[] = [];
  createLog({ level: "info", stream: { write: (line) => void lines.push(line) } })("info", event, facts);
  return lines.join("");
}

const letters = fc.string({ minLength: 24, maxLength: 40, unit: fc.constantFrom(..."ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789") });
const prefixed = (...prefixes: readonly string[]) => fc.tuple(fc.constantFrom(...prefixes), letters).map(([prefix, rest]) => prefix + rest);
const token = fc.tuple(letters, letters, letters).map(([a, b, c]) => `eyJ${a}.${b}.${c}`);
/** What must not be written, and the whole text that it is known by. */
const secrets = fc.oneof(
  prefixed("sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk_org_live_", "rt_", "ac_", "ek_test_", "whsec_", "absec_"),
  prefixed("pi_3Abc_secret_", "seti_1Abc_secret_"),
  token,
);

describe("the log", () => {
  test("writes no secret that stands in a text, an address, a header, an error or deep in an object", () => {
    const places: readonly ((secret: string) => Readonly<Record<string, unknown>>)[] = [
      (secret) => ({ text: `refused ${secret} today` }),
      (secret) => ({ url: `https://api.stripe.com/v1/charges?key=${secret}&limit=1` }),
      (secret) => ({ headers: { authorization: `Bearer ${secret}`, "x-other": secret } }),
      (secret) => ({ headers: new Headers({ "x-key": secret }) }),
      (secret) => ({ error: new Error(`failed with ${secret}`, { cause: new AppError("INTERNAL", secret, { cause: { body: secret } }) }) }),
      (secret) => ({ a: [{ b: { c: { d: [secret, { [secret]: 1 }] } } }] }),
      (secret) => ({ body: JSON.stringify({ access_token: secret, nested: JSON.stringify({ refresh_token: secret }) }) }),
      (secret) => ({ kept: new Secret(secret) }),
      (secret) => ({ map: new Map([["key", secret]]) }),
    ];
    fc.assert(
      fc.property(secrets, fc.constantFrom(...places), (secret, place) => {
        expect(written(place(secret))).not.toContain(secret);
        expect(written({}, `event ${secret}`)).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });

  test("writes no value, whatever it looks like, of a field or parameter that is known to be secret", () => {
    const fields = ["authorization", "Cookie", "set-cookie", "clientSecret", "client_secret", "password", "refreshToken", "access_token", "verifier", "handle", "typedCode", "joinCode", "code", "state", "apiKey"];
    const parameters = ["code", "state", "handle", "refresh_token", "access_token", "client_secret", "verifier"];
    fc.assert(
      fc.property(letters, fc.constantFrom(...fields), fc.constantFrom(...parameters), (value, field, parameter) => {
        expect(written({ request: { [field]: value } })).not.toContain(value);
        expect(written({ request: { [field]: { inner: [value] } } })).not.toContain(value);
        expect(written({ url: `/oauth/callback?${parameter}=${value}&x=1` })).not.toContain(value);
        expect(written({ text: JSON.stringify({ [parameter]: value }) })).not.toContain(value);
        expect(written({ text: JSON.stringify(JSON.stringify({ [parameter]: value })) })).not.toContain(value);
      }),
      { numRuns: 200 },
    );
  });

  test("writes no credentials of an address", () => {
    expect(written({ database: "postgres://user:hidden-password@host:5432/db" })).not.toContain("hidden-password");
  });

  test("keeps what helps: ids of objects, paths, status and the rest of the text", () => {
    const line = written({ account: "acct_1A2B3C4D5E6F7G", customer: "cus_ABCDEFGHIJK", path: "/v1/charges", status: 503, text: "charge ch_123456789 not found", requestId: "req_1234567890" });
    for (const kept of ["acct_1A2B3C4D5E6F7G", "cus_ABCDEFGHIJK", "/v1/charges", "503", "ch_123456789", "req_1234567890"]) expect(line).toContain(kept);
  });

  test("always writes lines of JSON", () => {
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    expect(() => void JSON.parse(written({ circular, big: 10n, none: undefined, text: 'a"b\\"code=x"' }))).not.toThrow();
    fc.assert(fc.property(fc.object(), (facts) => typeof JSON.parse(written(facts)) === "object"), { numRuns: 100 });
  });

  test("leaves out lines below its level", () => {
    const lines: string[] = [];
    const log = createLog({ level: "warn", stream: { write: (line) => void lines.push(line) } });
    log("info", "quiet");
    log("error", "loud");
    expect(lines.map((line) => (JSON.parse(line) as { readonly event: string }).event)).toEqual(["loud"]);
  });
});
