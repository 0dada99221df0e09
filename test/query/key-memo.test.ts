import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createKeyMemo } from "../../src/query/key-memo";

const encoder = new TextEncoder();

describe("rows by the bytes of their keys", () => {
  test("are found as in a map of texts, wherever in memory the key is", () => {
    const key = fc.oneof(fc.string({ unit: "binary", maxLength: 8 }), fc.constantFrom("", "\0", "\0\0", "cus_1", "cus_10"));
    fc.assert(
      fc.property(fc.array(key), fc.array(key), fc.nat({ max: 9 }), (noted, asked, start) => {
        const memo = createKeyMemo();
        const expected = new Map<string, number>();
        noted.forEach((one, row) => {
          memo.note(encoder.encode(one), row);
          if (!expected.has(one)) expected.set(one, row);
        });
        const found = [...noted, ...asked].map((one) => {
          const bytes = encoder.encode(one);
          const memory = new Uint8Array(start + bytes.length + 3).fill(99);
          memory.set(bytes, start);
          return memo.find(memory, start, bytes.length);
        });
        expect(found).toEqual([...noted, ...asked].map((one) => expected.get(one) ?? null));
      }),
    );
  });

  test("stay when there are very many, and when a key is very long", () => {
    const memo = createKeyMemo();
    const keys = Array.from({ length: 20_000 }, (_, index) => encoder.encode(index % 1_000 === 0 ? `${index}`.repeat(3_000) : `cus_${index}`));
    keys.forEach((key, row) => memo.note(key, row));
    expect(keys.findIndex((key, row) => memo.find(key, 0, key.length) !== row)).toBe(-1);
  });

  test("are none at first, not even of the empty key", () => {
    expect(createKeyMemo().find(new Uint8Array(0), 0, 0)).toBeNull();
  });
});
