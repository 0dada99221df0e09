import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { columnElements, toColumnLinks } from "../../src/app/column-links-xml";
import { element } from "../../src/app/xml";

test("links of columns are read back as they were written, whatever the headers are", () => {
  const links = fc.array(fc.record({ header: fc.string({ unit: "binary" }), columnId: fc.nat() }, { noNullPrototype: true }));
  fc.assert(fc.property(links, (columns) => expect(toColumnLinks(columnElements(columns))).toEqual(columns)));
});

test("a link without a number is left out, and the others stay", () => {
  const damaged = [element("column", { text: "id" }), element("column", { attributes: { id: "x" }, text: "amount" })];
  const whole = { header: "created", columnId: 3 };
  expect(toColumnLinks([...damaged, ...columnElements([whole])])).toEqual([whole]);
});
