import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { jsonLength, rowLength } from "../../../src/platform/office/json-length";

const text = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.constantFrom('"', "\\", "\n", "\ud800", "\udc00\ud800", "😀", "é"));
const other = fc.oneof(fc.double(), fc.integer(), fc.boolean(), fc.constant(null));

test("the length of any text is that of its JSON", () => {
  fc.assert(fc.property(text, (value) => expect(jsonLength(value)).toBe(JSON.stringify(value).length)));
});

test("other values take what is told at most, and not much less", () => {
  fc.assert(
    fc.property(other, (value) => {
      const spare = jsonLength(value) - JSON.stringify(value).length;
      expect(spare >= 0 && spare < 24).toBe(true);
    }),
  );
});

test("a row takes its cells and brackets at most", () => {
  fc.assert(fc.property(fc.array(fc.oneof(text, other)), (row) => expect(rowLength(row)).toBeGreaterThanOrEqual(JSON.stringify(row).length)));
});
