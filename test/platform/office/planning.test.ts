import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { chunkRows } from "../../../src/platform/office/chunk-rows";
import { freeSheetName, freeTableName } from "../../../src/platform/office/free-name";
import { columnRuns, matchColumns } from "../../../src/platform/office/match-columns";

describe("cutting rows into requests", () => {
  test("every row is in exactly one chunk, in order, and no chunk of several rows is too long", () => {
    const cell = fc.oneof(fc.string({ maxLength: 30, unit: "binary" }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 200 }), (all, bytes) => {
        const chunks = [...chunkRows(all, bytes)];
        expect(chunks.flatMap(({ rows: part }) => part)).toEqual(all);
        chunks.forEach(({ start, rows: part }) => expect(all.slice(start, start + part.length)).toEqual(part));
        for (const { rows: part } of chunks) expect(part.length === 1 || JSON.stringify(part).length - 1 <= bytes).toBe(true);
      }),
    );
  });
});

describe("names that Excel accepts", () => {
  test("a sheet name that exists gets a number, case does not matter, and the length stays in the limit", () => {
    expect(freeSheetName("Charges", ["charges", "CHARGES (2)"])).toBe("Charges (3)");
    expect(freeSheetName("x".repeat(40), ["x".repeat(31)])).toBe(`${"x".repeat(27)} (2)`);
  });

  test.each([["a/b:c?", "a b c"], ["'q'", "q"], ["History", "Stripe"], ["", "Stripe"]])("the sheet name %j becomes %j", (wished, name) => {
    expect(freeSheetName(wished, [])).toBe(name);
  });

  test.each([["open invoices", "open_invoices"], ["A1", "Stripe_A1"], ["R1C1", "Stripe_R1C1"], ["2026", "Stripe_2026"], ["Größe", "Größe"], ["", "Stripe_"]])(
    "the table name %j becomes %j",
    (wished, name) => expect(freeTableName(wished, [])).toBe(name),
  );

  test("whatever is wished, the name is valid and free", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (wished) => {
        const table = freeTableName(wished, [freeTableName(wished, [])]);
        expect(table).toMatch(/^\p{L}[\p{L}\p{N}_.]*$/u);
        expect(table.toLowerCase()).not.toBe(freeTableName(wished, []).toLowerCase());
        const sheet = freeSheetName(wished, [freeSheetName(wished, [])]);
        expect(sheet.length).toBeLessThanOrEqual(31);
        expect(sheet).not.toMatch(/[\\/?*[\]:]|^'|'$/);
      }),
    );
  });
});

describe("which column goes where at a refresh", () => {
  test("by header while all are there, so that columns between ours keep their cells", () => {
    expect(matchColumns(["id", "Amount"], ["ID", "my own", "amount"])).toEqual([0, 2]);
  });

  test("a column that is new, or was deleted, goes to the right end; no other changes its header", () => {
    expect(matchColumns(["id", "new", "amount"], ["id", "amount"])).toEqual([0, 2, 1]);
    expect(matchColumns(["id", "amount", "currency"], ["id", "currency"])).toEqual([0, 2, 1]);
  });

  test("where it cannot be told which column is meant, none is guessed", () => {
    expect(matchColumns(["id", "amount", "currency"], ["id", "amount", "my own", "Währung"])).toBeNull();
    expect(matchColumns(["id", "amount"], ["id", "Betrag", "my own"])).toBeNull();
    expect(matchColumns(["id", "amount"], ["id", "Notes"])).toBeNull();
    expect(matchColumns(["id", "amount", "currency"], ["id", "currency", "my own"])).toBeNull();
    expect(matchColumns(["id", "amount", "currency"], ["id", "my own"])).toBeNull();
  });

  test("a column with one of our headers gets the values of that header, and no two columns share a place", () => {
    const headers = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "x", "y"), { minLength: 1 });
    fc.assert(
      fc.property(headers, headers, (content, table) => {
        const positions = matchColumns(content, table);
        if (positions === null) return;
        expect(new Set(positions).size).toBe(content.length);
        positions.forEach((at, index) => expect(content.some((header) => header === table[at]) ? table[at] : content[index]).toBe(content[index]));
      }),
    );
  });

  test("neighbours are written together", () => {
    expect(columnRuns([0, 1, 3, 4, 2])).toEqual([{ from: 0, at: 0, width: 2 }, { from: 2, at: 3, width: 2 }, { from: 4, at: 2, width: 1 }]);
  });
});
