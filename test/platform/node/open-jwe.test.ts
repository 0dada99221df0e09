import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CompactEncrypt } from "jose";

import { openJwe } from "../../../src/platform/node/open-jwe";

const key = crypto.getRandomValues(new Uint8Array(32));
const keyOf = () => key;
const usual = { alg: "A256KW", enc: "A256GCM", kid: "k1", ctx: "of a record" };

const seal = (text: string, header: { readonly alg: string; readonly enc: string } = usual) =>
  new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader(header).encrypt(key);

describe("a JWE", () => {
  test("of the protocol library is opened, whatever its text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
        expect(openJwe(await seal(text), keyOf)).toEqual({ context: "of a record", text });
      }),
      { numRuns: 50 },
    );
  });

  test("does not open when any of its signs is another one", async () => {
    const jwe = await seal("a secret of some length");
    fc.assert(
      fc.property(fc.nat(jwe.length - 1), fc.constantFrom(..."AQgw.-_"), (at, sign) => {
        const changed = jwe.slice(0, at) + sign + jwe.slice(at + 1);
        // The last sign of a part has bits that no byte takes.
        fc.pre(changed.split(".").length !== 5 || !sameBytes(changed, jwe));
        expect(() => openJwe(changed, keyOf)).toThrow();
      }),
    );
  });

  test("does not open with another key, of another algorithm, or without a key id", async () => {
    expect(() => openJwe("", keyOf)).toThrow();
    const jwe = await seal("secret");
    expect(() => openJwe(jwe, () => crypto.getRandomValues(new Uint8Array(32)))).toThrow();
    for (const header of [{ ...usual, alg: "dir" }, { ...usual, alg: "A256GCMKW" }, { ...usual, enc: "A256CBC-HS512" }, { alg: "A256KW", enc: "A256GCM", ctx: "" }]) {
      const other = await seal("secret", header).catch(() => "e30....");
      expect(() => openJwe(other, keyOf)).toThrow();
    }
  });

  test("does not open with a tag that was cut short", async () => {
    const parts = (await seal("secret")).split(".");
    const short = Buffer.from(parts[4] ?? "", "base64url").subarray(0, 4).toString("base64url");
    expect(() => openJwe([...parts.slice(0, 4), short].join("."), keyOf)).toThrow();
  });
});

const bytesOf = (jwe: string): readonly string[] => jwe.split(".").map((part, at) => (at === 0 ? part : Buffer.from(part, "base64url").toString("hex")));
const sameBytes = (one: string, other: string): boolean => JSON.stringify(bytesOf(one)) === JSON.stringify(bytesOf(other));
