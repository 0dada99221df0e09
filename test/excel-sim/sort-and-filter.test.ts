import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { inTable } from "./in-table";
import { startOffice, type StartedOffice } from "./jest-office";
import { areaAt, valuesAt } from "./keyboard";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    sheet.getRange("A1:D5").formulas = [
      ["id", "amount", "status", "double"],
      ["ch_2", 20, "paid", "=B2*2"],
      ["ch_1", "", "open", "=B3*2"],
      ["ch_4", 5, "paid", "=B4*2"],
      ["ch_3", 20, "Open", "=B5*2"],
    ];
    sheet.getRange("B4").numberFormat = [["0.00"]];
    sheet.getRange("F2:F4").formulas = [["beside"], ["=B2"], ["=SUM(B2:B5)"]];
    sheet.tables.add("A1:D5", true).name = "Charges";
    await context.sync();
  });
});
afterEach(() => office.close());

const inCharges = (change: (table: Excel.Table) => void) => inTable("Charges", change);
const ids = () => valuesAt(office.model, "A2:A5").flat();
const shown = () => office.model.readHidden(areaAt(office.model, "A2:A5"), "rows").flatMap((hidden, row) => (hidden ? [] : [ids()[row]]));
const isFiltered = () =>
  Excel.run(async (context) => {
    const filter = context.workbook.tables.getItem("Charges").autoFilter.load("isDataFiltered");
    await context.sync();
    return filter.isDataFiltered;
  });
const refusal = (attempt: Promise<void>) => attempt.then(() => null, (error: OfficeExtension.Error) => error.code);

describe("a table that is sorted", () => {
  test("has whole rows in another order, with their formats, and formulas for their own row", async () => {
    await inCharges((table) => table.sort.apply([{ key: 1, ascending: true }]));
    expect(valuesAt(office.model, "A2:D5")).toEqual([["ch_4", 5, "paid", 10], ["ch_2", 20, "paid", 40], ["ch_3", 20, "Open", 40], ["ch_1", "", "open", 0]]);
    expect(office.model.readFormulas(areaAt(office.model, "D2:D5"))).toEqual([["=B2*2"], ["=B3*2"], ["=B4*2"], ["=B5*2"]]);
    expect(office.model.readNumberFormats(areaAt(office.model, "B2:B4"))).toEqual([["0.00"], ["General"], ["General"]]);
  });

  test("keeps its header and cells beside it, whose formulas point to the same places", async () => {
    await inCharges((table) => table.sort.apply([{ key: 1, ascending: false }, { key: 0 }]));
    expect(ids()).toEqual(["ch_2", "ch_3", "ch_4", "ch_1"]);
    await inCharges((table) => table.sort.apply([{ key: 0, ascending: true }]));
    expect(valuesAt(office.model, "A1:B1")).toEqual([["id", "amount"]]);
    expect(office.model.readFormulas(areaAt(office.model, "F2:F4"))).toEqual([["beside"], ["=B2"], ["=SUM(B2:B5)"]]);
    expect(valuesAt(office.model, "F3:F4")).toEqual([[0], [45]]);
  });

  test("tells by what, sorts again when asked, and forgets it without moving a row", async () => {
    const fields = () =>
      Excel.run(async (context) => {
        const sort = context.workbook.tables.getItem("Charges").sort.load("fields");
        await context.sync();
        return sort.fields;
      });
    await inCharges((table) => table.sort.apply([{ key: 0, ascending: false }]));
    await inCharges((table) => void (table.worksheet.getRange("A2").values = [["ch_0"]]));
    expect(ids()).toEqual(["ch_0", "ch_3", "ch_2", "ch_1"]);
    await inCharges((table) => table.sort.reapply());
    expect(ids()).toEqual(["ch_3", "ch_2", "ch_1", "ch_0"]);
    expect(await fields()).toEqual([{ key: 0, ascending: false }]);
    await inCharges((table) => table.sort.clear());
    expect(await fields()).toEqual([]);
    expect(ids()).toEqual(["ch_3", "ch_2", "ch_1", "ch_0"]);
  });

  test("cannot be sorted by a column that it lacks, or on a protected sheet", async () => {
    expect(await refusal(inCharges((table) => table.sort.apply([{ key: 4 }])))).toBe("InvalidArgument");
    await inCharges((table) => table.worksheet.protection.protect());
    expect(await refusal(inCharges((table) => table.sort.apply([{ key: 0 }])))).toBe("AccessDenied");
  });
});

describe("a table that is filtered", () => {
  const filter = (column: string, change: (filter: Excel.Filter) => void) => inCharges((table) => change(table.columns.getItem(column).filter));

  test("hides the rows that a column's filter does not let through, and tells so until it is cleared", async () => {
    await filter("status", (status) => status.applyValuesFilter(["open"]));
    expect(shown()).toEqual(["ch_1", "ch_3"]);
    expect(await isFiltered()).toBe(true);
    await inCharges((table) => table.clearFilters());
    expect(shown()).toHaveLength(4);
    expect(await isFiltered()).toBe(false);
  });

  test("shows what all its filters let through, each cleared by itself", async () => {
    await filter("status", (status) => status.applyValuesFilter(["paid"]));
    await filter("amount", (amount) => amount.applyCustomFilter(">=10", "<100", "And"));
    expect(shown()).toEqual(["ch_2"]);
    await filter("status", (status) => status.clear());
    expect(shown()).toEqual(["ch_2", "ch_3"]);
    await filter("amount", (amount) => amount.clear());
    expect(shown()).toHaveLength(4);
  });

  test("looks at new values only when the filter is applied again", async () => {
    await filter("status", (status) => status.applyValuesFilter(["paid"]));
    await inCharges((table) => void (table.worksheet.getRange("C3").values = [["paid"]]));
    expect(shown()).toEqual(["ch_2", "ch_4"]);
    await inCharges((table) => table.reapplyFilters());
    expect(shown()).toEqual(["ch_2", "ch_1", "ch_4"]);
  });

  test("keeps the filter with its column when columns come before it", async () => {
    await filter("status", (status) => status.applyValuesFilter(["paid"]));
    await inCharges((table) => void table.columns.add(0, [["mine"], [1], [2], [3], [4]]));
    await inCharges((table) => table.reapplyFilters());
    expect(office.model.readHidden(areaAt(office.model, "A2:A5"), "rows")).toEqual([false, true, false, true]);
  });

  test("sorts the rows that are shown and leaves the others where they are", async () => {
    await filter("status", (status) => status.applyValuesFilter(["paid"]));
    await inCharges((table) => table.sort.apply([{ key: 0, ascending: false }]));
    expect(ids()).toEqual(["ch_4", "ch_1", "ch_2", "ch_3"]);
  });

  test("shows its rows again when the table becomes a range", async () => {
    await filter("status", (status) => status.applyValuesFilter(["paid"]));
    await inCharges((table) => void table.convertToRange());
    expect(shown()).toHaveLength(4);
  });
});

test("rows and columns are hidden by hand, and a range of both kinds tells neither", async () => {
  const hidden = await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    sheet.getRange("A3:A4").rowHidden = true;
    sheet.getRange("B:B").columnHidden = true;
    const ranges = ["A3:A4", "A2:A3", "A5", "B1"].map((address) => sheet.getRange(address).load("rowHidden,columnHidden"));
    await context.sync();
    return ranges.map(({ rowHidden, columnHidden }) => [rowHidden, columnHidden]);
  });
  expect(hidden).toEqual([[true, false], [null, false], [false, false], [false, true]]);
});
