import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { catalogTables } from "../../../src/catalog/catalog";
import { addressOf, readTarget } from "../../../src/gateway/stripe-proxy/read-target";

const templates = catalogTables().flatMap(({ path, retrieve, search }) => [path, retrieve, search?.path ?? null].filter((one) => one !== null));

/** An id as it is, and as a client writes it into a path. */
const ids = fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }).filter((id) => !/[/\\\p{Cc}]|^\.{1,2}$/u.test(id));

/** Pieces of paths that want to be somewhere else. */
const pieces = fc.constantFrom("v1", "charges", "..", ".", "", "%2e%2e", "%2E%2e", "%2f", "%5c", "\\", "%00", "%", "%zz", "@evil.example", "https:", "evil.example", "?", "#", ";", "%0d%0a");

describe("the reads that the gateway passes on", () => {
  test("are every list, every object and every search of the tables", () => {
    for (const template of templates) {
      const path = template.replace(/\{\w+\}/g, "id_1");
      expect(readTarget(path.slice(1), "?limit=1")).toEqual({ path, search: "?limit=1" });
    }
    expect(templates.length).toBeGreaterThan(200);
    expect(templates).toContain("/v1/charges/search");
    expect(templates).toContain("/v1/account");
  });

  test("keep ids as they are, whatever signs they have", () => {
    fc.assert(
      fc.property(ids, (id) => {
        const { path, search } = readTarget(`v1/coupons/${encodeURIComponent(id)}`, "");
        const address = new URL(addressOf("https://api.stripe.com", { path, search }));
        expect(decodeURIComponent(address.pathname.split("/").pop() ?? "")).toBe(id);
      }),
    );
  });

  test("never leave Stripe's host nor the paths of the tables, whatever is asked for", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 7 }), fc.constantFrom("https://api.stripe.com", "https://localhost:3000/sandbox"), (parts, base) => {
        const address = tryAddress(base, parts.join("/"));
        if (address === null) return;
        expect(address.startsWith(`${base}/`)).toBe(true);
        const path = new URL(address).pathname.slice(new URL(base).pathname.replace(/\/$/, "").length);
        expect(() => readTarget(path.slice(1), "")).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["v1/charges/..", "steps up"],
    ["v1/charges/%2e%2e", "steps up, encoded"],
    ["v1/charges/%2E%2E/%2e%2e/x", "steps up twice"],
    ["v1/charges/ch_1%2f..%2f..%2foauth", "has encoded slashes"],
    ["v1/charges/ch_1%5c..", "has encoded backslashes"],
    ["v1//charges", "has an empty part"],
    ["/evil.example/v1/charges", "names a host"],
    ["https://evil.example/v1/charges", "is a whole address"],
    ["https:%2f%2fevil.example/v1/charges", "is a whole address, encoded"],
    ["@evil.example/v1/charges", "makes the host a user name"],
    ["v1/charges/", "ends in a slash"],
    ["v1/charges/%00", "has a control character"],
    ["v1/charges/%zz", "is not encoded rightly"],
    ["v1/charges/ch_1/capture", "is an action"],
    ["v1/oauth/token", "is the token endpoint"],
    ["v1/files/file_1/contents", "is a file's content"],
    ["v1", "is nothing"],
    ["", "is empty"],
  ])("do not go to %p, which %s", (rest) => {
    expect(() => readTarget(rest, "")).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  });
});

function tryAddress(base: string, rest: string): string | null {
  try {
    return addressOf(base, readTarget(rest, ""));
  } catch (failure) {
    expect(failure).toMatchObject({ code: "FORBIDDEN" });
    return null;
  }
}
