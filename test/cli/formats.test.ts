import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Rows } from "../../src/cli/formats/format";
import { formats, type FormatName } from "../../src/cli/formats/formats";
import { formulaSigns, riskyText } from "../fakes/risky-text";
import type { ColumnType, SqlValue } from "../../src/table/column";

function rowsOf(columns: Readonly<Record<string, ColumnType | null>>, rows: readonly (readonly SqlValue[])[]): Rows {
  return { columns: Object.entries(columns).map(([name, type]) => ({ name, type, origin: null })), rows };
}

/** Reads RFC 4180, character by character. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[""]];
  let quoted = false;
  const add = (letter: string) => rows.at(-1)?.push(`${rows.at(-1)?.pop() ?? ""}${letter}`);
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (quoted && letter === '"' && text.charAt(at + 1) === '"') add(text.charAt((at += 1)));
    else if (letter === '"') quoted = !quoted;
    else if (quoted) add(letter);
    else if (letter === ",") rows.at(-1)?.push("");
    else if (letter === "\n") rows.push([""]);
    else add(letter);
  }
  return rows.slice(0, -1);
}

/** Whether a sign of formulas stands first, apart from what is not seen; spelled out, to differ from the pattern under test. */
function looksLikeFormula(text: string): boolean {
  const isUnseen = (letter: string) => letter.trim() === "" || /[\p{Cc}\p{Default_Ignorable_Code_Point}\u0085]/u.test(letter);
  const letters = [...text];
  const first = letters.findIndex((letter) => !isUnseen(letter));
  const before = first < 0 ? letters : letters.slice(0, first + 1);
  return before.some((letter) => formulaSigns.some((sign) => sign === letter));
}

const print = (name: FormatName, rows: Rows): string => [...formats[name](rows)].join("");
const sample = rowsOf({ id: "text", amount: "money", paid: "boolean", note: "text" }, [
  ["ch_1", 1250, 1, "Two, \"quoted\"\nlines"],
  ["ch_2", -5, 0, null],
]);

describe("formats", () => {
  test("json is one array with an object a line, booleans as booleans and money in minor units", () => {
    expect(print("json", sample)).toBe(
      '[{"id":"ch_1","amount":1250,"paid":true,"note":"Two, \\"quoted\\"\\nlines"},\n {"id":"ch_2","amount":-5,"paid":false,"note":null}]\n',
    );
    expect(print("json", rowsOf({ n: null }, []))).toBe("[]\n");
  });

  test("ndjson is an object a line", () => {
    const lines = print("ndjson", sample).trimEnd().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(["ch_1", "ch_2"]);
  });

  test("json keeps both of two columns with one name", () => {
    const twice = { columns: [...rowsOf({ id: "text" }, []).columns, ...rowsOf({ id: "text" }, []).columns], rows: [["a", "b"]] };
    expect(print("json", twice)).toBe('[{"id":"a","id_2":"b"}]\n');
  });

  test("csv quotes what needs quotes; nothing is empty and an empty text is in quotes", () => {
    expect(print("csv", sample)).toBe('id,amount,paid,note\nch_1,1250,true,"Two, ""quoted""\nlines"\nch_2,-5,false,\n');
    expect(print("csv", rowsOf({ a: "text" }, [[""]]))).toBe('a\n""\n');
  });

  test("csv never holds a text that a spreadsheet would take for a formula, and every other text as it was: 25,000 texts", () => {
    fc.assert(
      fc.property(riskyText, (text) => {
        const columns = [...rowsOf({ [text]: "text" }, []).columns, ...rowsOf({ n: "integer" }, []).columns];
        const cells = readCsv(print("csv", { columns, rows: [[text, -5]] }));
        const safe = looksLikeFormula(text) ? `'${text}` : text;
        return JSON.stringify(cells) === JSON.stringify([[safe, "n"], [safe, "-5"]]);
      }),
      { numRuns: 25_000 },
    );
  });

  test("csv leaves numbers as they are, negative ones too", () => {
    expect(print("csv", rowsOf({ a: "money", b: "real" }, [[-1250, -0.5]]))).toBe("a,b\n-1250,-0.5\n");
  });

  test("a table aligns its columns, numbers to the right", () => {
    expect(print("table", rowsOf({ id: "text", n: "integer" }, [["a", 5], ["bcd", null], ["e", 1000]]))).toBe(
      ["id      n", "---  ----", "a       5", "bcd", "e    1000", ""].join("\n"),
    );
  });

  test("a table cuts long texts, but not of a single row: an address or a token is needed whole", () => {
    const long = "x".repeat(150);
    expect(print("table", rowsOf({ url: "text", n: "integer" }, [[long, 1]]))).toContain(`${long}  1`);
    const cut = print("table", rowsOf({ url: "text" }, [[long], ["short"]]));
    expect(cut).not.toContain(long);
    expect(cut).toContain("x…");
  });

  test("a table spells out control characters, so that data cannot steer the terminal", () => {
    expect(print("table", rowsOf({ a: "text" }, [["\u001b[31mred\nline"]]))).toContain("\\u001b[31mred\\u000aline");
  });
});
