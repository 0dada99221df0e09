import { describe, expect, test } from "@jest/globals";
import { readVerifier } from "../../src/auth/read-verifier";
import type { AppError } from "../../src/base/app-error";
import { Secret } from "../../src/base/secret";

const read = (text: string, state: string | null = null) => readVerifier(new Secret(text), state).reveal();

describe("a verifier", () => {
  test("is the code, or the whole address that the browser was sent to", () => {
    expect(read(" ac_abc123\n")).toBe("ac_abc123");
    expect(read("http://localhost:33333/?code=ac_abc123&state=s", "s")).toBe("ac_abc123");
  });

  test.each([
    ["http://localhost:33333/?code=ac_mine&state=other", "SIGN_IN_FAILED", "another sign-in"],
    ["http://localhost:33333/?code=ac_mine&code=ac_theirs&state=s", "SIGN_IN_FAILED", "not an answer"],
    ["http://localhost:33333/?error=access_denied&state=s", "SIGN_IN_FAILED", "not allowed"],
    ["http://localhost:33333/?error=invalid_scope&state=s", "SIGN_IN_FAILED", "invalid_scope"],
    ["hunter2", "BAD_ARGUMENT", "not a code"],
    ["http://[", "BAD_ARGUMENT", "not a code"],
    ["http://localhost:33333/?code=hunter2&state=s", "BAD_ARGUMENT", "not a code"],
  ])("%s is refused without being repeated", (text, code, sentence) => {
    let failure: unknown;
    try {
      read(text, "s");
    } catch (thrown) {
      failure = thrown;
    }
    expect(failure).toMatchObject({ code, message: expect.stringContaining(sentence) as unknown });
    expect((failure as AppError).advice).not.toMatch(/hunter2|ac_mine/);
  });
});
