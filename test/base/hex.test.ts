import { expect, test } from "@jest/globals";
import { toHex } from "../../src/base/hex";

test("bytes are written as two hexadecimal digits each", () => {
  expect(toHex(new Uint8Array([0, 7, 16, 255]))).toBe("000710ff");
  expect(toHex(new Uint8Array())).toBe("");
});
