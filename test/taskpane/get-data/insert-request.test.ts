import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { choicesOf, type GetDataState, startingState } from "../../../taskpane/get-data/get-data-state";
import { changeRequest, insertRequest, offersId, statementOf, suggestName } from "../../../taskpane/get-data/insert-request";
import { query } from "../fake-queries";
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

describe("the choices of a query of the workbook", () => {
  const column = fc.constantFrom("id", "created", "amount", "currency", "status");
  const text = fc.string({ minLength: 1 }).filter((value) => value.trim() !== "");

  test("give its statement again, whatever was picked", () => {
    fc.assert(
      fc.property(fc.uniqueArray(column, { minLength: 1 }), fc.option(fc.integer({ min: 1, max: 1_048_575 })), (columns, limit) => {
        const chosen = state({ columns, connection: "Acme", rowLimit: limit === null ? "" : String(limit) });
        const request = changeRequest(chosen, table("charges"));
        if (!request.ok) throw new Error("the choices are good");
        const { connection = "", ...change } = request.value.change;
        const again = changeRequest(choicesOf(query({ ...change, connection }), sampleTables), table("charges"));
        expect(again).toEqual(request);
      }),
    );
  });

  test("hold the values that its table is listed for", () => {
    fc.assert(
      fc.property(text, (customer) => {
        const request = insertRequest(state({ table: "customer_balance_transactions", required: { customer } }), table("customer_balance_transactions"), "Owed");
        if (!request.ok || !request.value.builder) throw new Error("the choices are good");
        const again = choicesOf(query({ builder: request.value.builder }), sampleTables);
        expect(again.required).toEqual({ customer: customer.trim() });
      }),
    );
  });

  test("are its SQL when it was written by hand, or when its table is not known any more", () => {
    expect(choicesOf(query({ sql: "SELECT 1" }), sampleTables)).toMatchObject({ source: "sql", sql: "SELECT 1" });
    const builder = { table: "unicorns", columns: ["id"], required: {} };
    expect(choicesOf(query({ sql: "SELECT id FROM unicorns", builder }), sampleTables)).toMatchObject({ source: "sql", sql: "SELECT id FROM unicorns" });
  });
});

describe("the ids of rows", () => {
  test("are offered only where picks leave them out", () => {
    expect(offersId(state({ columns: ["status"] }), table("charges"))).toBe(true);
    expect(offersId(state({ columns: ["id"] }), table("charges"))).toBe(false);
    expect(offersId(state({ columns: [], source: "sql" }), table("charges"))).toBe(false);
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
