import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { inTable } from "./in-table";
import { startOffice, type StartedOffice } from "./jest-office";
import { areaAt, typeInto, valuesAt } from "./keyboard";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    sheet.getRange("A1:B3").values = [["id", "amount"], ["ch_1", 5], ["ch_2", 7]];
    sheet.tables.add("A1:B3", true).name = "Charges";
    await context.sync();
  });
});
afterEach(() => office.close());

const inCharges = (change: (table: Excel.Table) => void) => inTable("Charges", change);
const show = (shown: boolean) => inCharges((table) => void (table.showTotals = shown));
const addresses = () =>
  Excel.run(async (context) => {
    const table = context.workbook.tables.getItem("Charges");
    const ranges = [table.getRange(), table.getDataBodyRange(), table.getTotalRowRange()].map((range) => range.load("address"));
    await context.sync();
    return ranges.map(({ address }) => address);
  });
const formulas = (address: string) => office.model.readFormulas(areaAt(office.model, address));

test("a totals row stands below the rows and belongs to the table, not to its body", async () => {
  await show(true);
  expect(formulas("A4:B4")).toEqual([["Total", "=SUBTOTAL(109,Charges[amount])"]]);
  expect(await addresses()).toEqual(["Sheet1!A1:B4", "Sheet1!A2:B3", "Sheet1!A4:B4"]);
});

test("a table without one has no such range", async () => {
  await expect(addresses()).rejects.toMatchObject({ code: "ItemNotFound" });
});

test("what stands right below the table moves down for it, what is further down stays", async () => {
  typeInto(office.model, "A4", "below");
  await show(true);
  expect(valuesAt(office.model, "A4:A5")).toEqual([["Total"], ["below"]]);
  await show(false);
  expect(valuesAt(office.model, "A4:A5")).toEqual([[""], ["below"]]);
  await show(true);
  expect(valuesAt(office.model, "A4:A5")).toEqual([["Total"], ["below"]]);
});

test("a row that is hidden and shown again has the functions and formats that a person gave it, under the columns of then", async () => {
  await show(true);
  await inCharges((table) => {
    const row = table.getTotalRowRange();
    row.formulas = [["'=all", "=SUM(Charges[amount])"]];
    row.numberFormat = [["@", "0.00"]];
  });
  await show(false);
  expect(office.model.usedArea(office.model.activeSheetId())).toEqual(areaAt(office.model, "A1:B3"));
  await inCharges((table) => {
    table.columns.add(1, [["mine"], ["x"], ["y"]]);
    table.resize("A1:C6");
    table.showTotals = true;
  });
  expect(formulas("A7:C7")).toEqual([["=all", "", "=SUM(Charges[amount])"]]);
  expect(office.model.readNumberFormats(areaAt(office.model, "A7:C7"))).toEqual([["@", "General", "0.00"]]);
});

test("the row moves with rows and columns that come and go", async () => {
  await show(true);
  await inCharges((table) => {
    table.rows.add(undefined, [["ch_3", 9]]);
    table.columns.add(1, [["mine"], ["x"], ["y"], ["z"]]);
  });
  expect(valuesAt(office.model, "A4:B5")).toEqual([["ch_3", "z"], ["Total", ""]]);
  await inCharges((table) => {
    table.rows.getItemAt(0).delete();
    table.columns.getItem("mine").delete();
  });
  expect(formulas("A3:B4")).toEqual([["ch_3", 9], ["Total", "=SUBTOTAL(109,Charges[amount])"]]);
});

test("the row goes with a table that is deleted", async () => {
  await show(true);
  await inCharges((table) => table.delete());
  expect(office.model.usedArea(office.model.activeSheetId())).toBeNull();
});

test("resizing a table that shows its totals is not simulated, and a protected sheet keeps the row", async () => {
  await show(true);
  await expect(inCharges((table) => table.resize("A1:B6"))).rejects.toMatchObject({ code: "ApiNotFound" });
  await inCharges((table) => table.worksheet.protection.protect());
  await expect(show(false)).rejects.toMatchObject({ code: "AccessDenied" });
});
