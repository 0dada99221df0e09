import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { createTypedCode, groupTypedCode, readTypedCode } from "../../../src/gateway/oauth/typed-code";

const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 });

describe("a code to be typed", () => {
  test("has eight signs that nobody takes for others", () => {
    fc.assert(fc.property(bytes, (chance) => /^[2-9A-HJ-NP-Z]{8}$/.test(createTypedCode(() => chance))));
  });

  test("has 40 bits of chance: each five bits make one sign", () => {
    const signs = new Set(Array.from({ length: 32 }, (_, byte) => createTypedCode((count) => new Uint8Array(count).fill(byte))));
    expect(signs.size).toBe(32);
  });

  test("is read again however it is grouped, spaced and cased", () => {
    const separator = fc.constantFrom("", " ", "-", "–", "\t", " ");
    fc.assert(
      fc.property(bytes, separator, fc.boolean(), (chance, between, small) => {
        const code = createTypedCode(() => chance);
        const typed = groupTypedCode(code).replace("-", between);
        expect(readTypedCode(small ? ` ${typed.toLowerCase()} ` : typed)).toBe(code);
      }),
    );
  });
});
