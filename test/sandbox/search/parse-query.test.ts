import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { parseSearchQuery, type SearchClause } from "../../../src/sandbox/search/parse-query";

const operator = fc.constantFrom(":" as const, "~" as const, ">" as const, "<" as const, ">=" as const, "<=" as const);
const name = fc.stringMatching(/^[a-z_]{1,12}(\.[a-z_]{1,8}){0,2}$/);
const quotedValue = fc.string({ unit: "grapheme", maxLength: 12 });
const clause: fc.Arbitrary<SearchClause> = fc.oneof(
  fc.record({ negated: fc.boolean(), field: name, key: fc.constant(null), operator, value: quotedValue, quoted: fc.constant(true) }),
  fc.record({ negated: fc.boolean(), field: fc.constant("metadata"), key: quotedValue, operator, value: quotedValue, quoted: fc.constant(true) }),
  fc.record({ negated: fc.boolean(), field: name, key: fc.constant(null), operator, value: fc.integer().map(String), quoted: fc.constant(false) }),
  fc.record({ negated: fc.boolean(), field: name, key: fc.constant(null), operator, value: fc.constant(null), quoted: fc.constant(false) }),
);

type Style = { readonly quote: '"' | "'"; readonly space: string };
const style: fc.Arbitrary<Style> = fc.record({ quote: fc.constantFrom('"' as const, "'" as const), space: fc.constantFrom(" ", "  ", "\t") });

function quoted(text: string, quote: Style["quote"]): string {
  return quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}

function written({ negated, field, key, operator: sign, value, quoted: inQuotes }: SearchClause, { quote }: Style): string {
  const subject = key === null ? field : `${field}[${quoted(key, quote)}]`;
  const text = value === null ? "null" : inQuotes ? quoted(value, quote) : value;
  return `${negated ? "-" : ""}${subject}${sign}${text}`;
}

describe("a search query", () => {
  test("of up to ten clauses is read as it was meant, however it is quoted and spaced", () => {
    const joint = fc.constantFrom("AND", "and", "OR", "Or", "");
    fc.assert(
      fc.property(fc.array(clause, { minLength: 1, maxLength: 10 }), joint, style, (clauses, word, how) => {
        const between = word === "" ? how.space : `${how.space}${word}${how.space}`;
        const text = clauses.map((each) => written(each, how)).join(between);
        const joined = clauses.length > 1 && word.toUpperCase() === "OR" ? "OR" : "AND";
        expect(parseSearchQuery(text)).toEqual({ joined, clauses });
      }),
      { numRuns: 300 },
    );
  });

  test("never fails in another way than by a refusal with status 400", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z:"'~\-[\] ()<>=0-9]{0,30}$/)), (text) => {
        try {
          expect(parseSearchQuery(text).clauses.length).toBeGreaterThan(0);
        } catch (thrown) {
          expect(thrown).toMatchObject({ status: 400, error: { param: "query" } });
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["nothing", "  "],
    ["a word", "ada"],
    ["text without quotes", "email:ada@example.com"],
    ["parentheses", '(email:"a" OR email:"b")'],
    ["an open quote", 'email:"ada'],
    ["a joint without a clause", 'email:"a" AND'],
    ["clauses without a space", 'email:"a"name:"b"'],
    ["a space around the operator", 'email : "a"'],
  ])("that is %s cannot be read: %s", (_what, text) => {
    expect(() => parseSearchQuery(text)).toThrow("We were unable to parse your search query.");
  });

  test("takes AND or OR, not both, where a space is an AND", () => {
    expect(() => parseSearchQuery("amount>1 OR amount>2 AND amount>3")).toThrow("both AND and OR");
    expect(() => parseSearchQuery("amount>1 OR amount>2 amount>3")).toThrow("both AND and OR");
  });

  test("has ten clauses at most", () => {
    const clauses = (count: number): string => Array.from({ length: count }, (_, index) => `amount>${index}`).join(" ");
    expect(parseSearchQuery(clauses(10)).clauses).toHaveLength(10);
    expect(() => parseSearchQuery(clauses(11))).toThrow("at most 10 clauses");
  });
});
