import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { element, readXml, writeXml, type XmlElement } from "../../src/app/xml";

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/).filter((text) => text !== "__proto__");
const writable = fc.string({ unit: "binary" }).filter((text) => /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u.test(text));
const attributes = fc.dictionary(name, writable, { maxKeys: 3 });
const leaf = fc.record({ name, attributes, children: fc.constant([]), text: writable });
const tree: fc.Arbitrary<XmlElement> = fc.oneof(
  leaf,
  fc.record({ name, attributes, children: fc.array(leaf, { minLength: 1, maxLength: 3 }), text: fc.constant("") }),
);

describe("XML", () => {
  test("what is written is read back, whatever the texts hold", () => {
    fc.assert(fc.property(tree, (root) => expect(readXml(writeXml(root))).toEqual(root)));
  });

  test("marks of XML and white space in texts are written as references", () => {
    expect(writeXml(element("a", { attributes: { b: '"x"\n' }, text: "1 < 2 & 3" }))).toBe(
      '<a b="&#34;x&#34;&#10;">1 &#60; 2 &#38; 3</a>',
    );
  });

  test("a character that XML cannot hold becomes a replacement mark", () => {
    expect(readXml(writeXml(element("a", { text: "x\u0000y\uD800" })))?.text).toBe("x\uFFFDy\uFFFD");
  });

  test("what other tools make of the file is understood: declaration, comments, CDATA, other quotes and entities", () => {
    const text = "<?xml version='1.0'?>\n<!-- note -->\n<a b = 'x &amp; y' ><c/><![CDATA[1 < 2]]> &#x41;&apos;</a>\n";
    expect(readXml(text)).toEqual(element("a", { attributes: { b: "x & y" }, children: [element("c", {})], text: "1 < 2 A'" }));
  });

  test.each(["", "text", "<a>", "</a>", "<a></b>", "<a/><b/>", "<a b=c/>", "<a><b></a></b>", "<!DOCTYPE a><a/>", "<a/>x"])(
    "text that is not well formed is refused: %s",
    (text) => expect(readXml(text)).toBeNull(),
  );

  test("elements inside of one another without end are refused, since nobody could write them again", () => {
    const nested = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect(readXml(nested(50_000))).toBeNull();
    expect(writeXml(readXml(nested(50))!)).toBe(nested(49).replace("<a></a>", "<a><a/></a>"));
  });

  test("reading ends for any text", () => {
    const noise = fc.array(fc.constantFrom("<", ">", "</", "a", "=", '"', "&", ";", "<!--", "-->", " ", "<a>"), { maxLength: 60 });
    fc.assert(fc.property(noise, (parts) => expect(() => readXml(parts.join(""))).not.toThrow()));
  });
});
