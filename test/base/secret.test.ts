import { describe, expect, test } from "@jest/globals";
import { inspect } from "node:util";

import { Secret } from "../../src/base/secret";

describe("Secret", () => {
  const key = new Secret("sk_test_sandbox");

  test("reveal is the only way to the text", () => {
    expect(key.reveal()).toBe("sk_test_sandbox");
  });

  test("two are equal when their texts are", () => {
    expect([key.equals(new Secret("sk_test_sandbox")), key.equals(new Secret("sk_test_other"))]).toEqual([true, false]);
  });

  test.each([
    ["a template", (secret: Secret) => `${secret.toString()}`],
    ["text joining", (secret: Secret) => "key " + String(secret)],
    ["JSON", (secret: Secret) => JSON.stringify({ secret })],
    ["an inspector", (secret: Secret) => inspect(secret, { depth: 9, showHidden: true })],
    ["its properties", (secret: Secret) => Object.getOwnPropertyNames(secret).join()],
  ])("%s does not show it", (_what, show) => {
    expect(show(key)).not.toContain("sk_test");
  });
});
