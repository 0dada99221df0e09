import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { searchTables } from "../../../taskpane/get-data/search-tables";
import { sampleTables } from "../sample-tables";

const found = (text: string) => searchTables(sampleTables, text).map(({ name }) => name);

describe("table search", () => {
  test("without a search lists every table, common ones first", () => {
    expect(found("").slice(0, 3)).toEqual(["charges", "customers", "invoices"]);
    expect(found("")).toHaveLength(sampleTables.length);
  });

  test("an exact name comes before names that begin with it or hold it", () => {
    expect(found("customer").slice(0, 2)).toEqual(["customers", "customer_balance_transactions"]);
    expect(found("balance_transactions")[0]).toBe("balance_transactions");
  });

  test("finds by the description too, after all names", () => {
    expect(found("card")).toEqual(["charges"]);
  });

  test("case, spaces, underscores and dashes do not matter", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sampleTables), fc.array(fc.constantFrom("_", " ", "-")), ({ name }, marks) => {
        const spelled = name.toUpperCase().replaceAll("_", marks.join(""));
        expect(found(spelled)[0]).toBe(name);
      }),
    );
  });

  test("never invents or repeats a table, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const names = found(text);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});
