import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { readCallback } from "../../src/auth/read-callback";

const read = (query: string) => readCallback(new URLSearchParams(query));
const refusal: unknown = expect.objectContaining({ code: "SIGN_IN_FAILED" });

describe("What Stripe sends the browser back with", () => {
  test("is a code and our state", () => {
    const callback = read("code=ac_1&state=s");
    expect(callback).toMatchObject({ kind: "code", state: "s" });
    expect(callback.kind === "code" && callback.code.reveal()).toBe("ac_1");
    expect(JSON.stringify(callback)).not.toContain("ac_1");
  });

  test("has no state when the install began at Stripe", () => {
    expect(read("code=ac_1")).toMatchObject({ kind: "code", state: null });
  });

  test("may be the person's no, or another refusal by its short name", () => {
    expect(read("error=access_denied&error_description=The+user+denied&state=s")).toEqual({ kind: "denied", state: "s" });
    expect(read("error=invalid_scope&state=s")).toEqual({ kind: "failed", error: "invalid_scope", state: "s" });
    expect(read("error=%3Cscript%3E&state=s")).toEqual({ kind: "failed", error: "unknown", state: "s" });
  });

  test.each(["", "state=s", "code=ac_1&error=access_denied", "code=&state=s", "code=ac_1&state=", `code=${"a".repeat(1001)}`])("is not %p", (query) => {
    expect(() => read(query)).toThrow(refusal);
  });

  test("never has a parameter twice: one reader could take the first and another the last", () => {
    const name = fc.constantFrom("code", "state", "error", "error_description");
    fc.assert(
      fc.property(name, fc.string(), fc.string(), (twice, one, two) => {
        const parameters = new URLSearchParams({ code: "ac_1", state: "s" });
        parameters.delete(twice);
        parameters.append(twice, one);
        parameters.append(twice, two);
        expect(() => readCallback(parameters)).toThrow(refusal);
      }),
    );
  });
});
