import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { type GetDataState, startingState } from "../../../taskpane/get-data/get-data-state";
import { insertRequest, statementOf, suggestName } from "../../../taskpane/get-data/insert-request";
import { sampleTables } from "../sample-tables";

const table = (name: string) => sampleTables.find((one) => one.name === name);
const state = (part: Partial<GetDataState>): GetDataState => ({ ...startingState, table: "charges", columns: ["id"], ...part });
const problems = (part: Partial<GetDataState>) => {
  const request = insertRequest(state(part), table("charges"), "Charges");
  return request.ok ? {} : request.failure;
};

describe("insert request", () => {
  test("selects picked columns in the order they are offered, money in major units under its own name", () => {
    const columns = ["currency", "amount", "id"];
    expect(statementOf(state({ columns }), table("charges"))).toBe("SELECT id, amount_major AS amount, currency FROM charges");
  });

  test("reads 1,000 rows when nobody chose otherwise, and all when the limit is emptied", () => {
    const maxRows = (part: Partial<GetDataState>) => {
      const request = insertRequest(state(part), table("charges"), "Charges");
      return request.ok ? request.value.run.maxRows : request.failure;
    };
    expect(maxRows({})).toBe(1000);
    expect(maxRows({ rowLimit: " " })).toBeUndefined();
  });

  test.each(["0", "-1", "1.5", "many", "1048576"])("refuses the row limit %s", (rowLimit) => {
    expect(problems({ rowLimit }).rowLimit).toContain("whole number");
  });

  test.each(["a/b", "[x]", "what?", "'quoted'", "x".repeat(32)])("refuses the sheet name %s, which Excel would", (name) => {
    expect(problems({ name }).name).toBeDefined();
  });

  test("a required value can hold any text without leaving its quotes", () => {
    const owed = table("customer_balance_transactions");
    fc.assert(
      fc.property(fc.string(), (customer) => {
        const sql = statementOf(state({ columns: ["id"], required: { customer } }), owed) ?? "";
        const literal = /WHERE customer = '((?:[^']|'')*)'$/su.exec(sql);
        expect(literal?.[1]?.replaceAll("''", "'")).toBe(customer.trim());
      }),
    );
  });
});

describe("suggested name", () => {
  test("counts up when the workbook has it already", () => {
    expect(suggestName("table", "charges", [])).toBe("Charges");
    expect(suggestName("table", "charges", ["charges", "Charges 2"])).toBe("Charges 3");
    expect(suggestName("sql", "charges", [])).toBe("Query");
  });

  test("is new, and short enough for a sheet, however many there are", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z_]{1,60}$/), fc.nat({ max: 30 }), (name, count) => {
        const taken: string[] = [];
        for (let number = 0; number < count; number++) taken.push(suggestName("table", name, taken));
        const next = suggestName("table", name, taken);
        expect(taken).not.toContain(next);
        expect(next.length).toBeLessThanOrEqual(31);
      }),
    );
  });
});
