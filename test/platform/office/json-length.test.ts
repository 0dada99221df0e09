import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { jsonLength, rowLength } from "../../../src/platform/office/json-length";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const text = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.constantFrom('"', "\\", "\n", "\ud800", "\udc00\ud800", "😀", "é"));
const cell = fc.oneof(text, finite, fc.boolean(), fc.constant(null));

test("the length of any cell is that of its JSON", () => {
  fc.assert(fc.property(cell, (value) => expect(jsonLength(value)).toBe(JSON.stringify(value).length)));
});

test("a row takes its JSON and a comma at most", () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), (row) => {
      expect(rowLength(row) - JSON.stringify(row).length).toBe(1);
    }),
  );
});
