import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { officeWorkbook } from "../../../../src/platform/office/workbook";
import type { TableContent, WrittenTable } from "../../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../../excel-sim/jest-office";
import { complaintsAbout, standingOf } from "./complaints-about";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const going = () => new AbortController().signal;
const content = (rows: TableContent["rows"]): TableContent => ({ headers: ["id", "amount", "status"], rows, formats: [null, "#,##0.00", null] });
const before = [["ch_1", 10, "paid"], ["ch_2", 20, "open"], ["ch_3", 30, "paid"]] as const;
/** More, fewer, changed and in another order, all at once. */
const after = [["ch_9", 90, "new"], ["ch_3", 33, "void"], ["ch_1", 10, "paid"]] as const;
/** Columns of the sheet that are ours: the third row goes, so a column of marks comes behind the last one. */
const ours = [0, 2, 3, 5];

const inSheet = (change: (sheet: Excel.Worksheet, context: Excel.RequestContext) => void) =>
  Excel.run(async (context) => {
    change(context.workbook.worksheets.getItem("Charges"), context);
    await context.sync();
  });
type Block = readonly [row: number, column: number, rows: number, columns: number];
const area = ([row, column, rows, columns]: Block) => ({ sheetId: office.model.sheets().find(({ name }) => name === "Charges")!.id, row, column, rows, columns });
const formulas = (...block: Block) => office.model.readFormulas(area(block));
const formats = (...block: Block) => office.model.readNumberFormats(area(block));
const values = (...block: Block) => office.model.readValues(area(block));

/** A table as people use it: columns of their own inside it, cells beside it, formulas and a name that point into it. */
async function inUse(): Promise<WrittenTable> {
  const written = await officeWorkbook.insertTable({ target: { kind: "newSheet", sheetName: "Charges" }, name: "Charges", content: content(before) }, going());
  await inSheet((sheet, context) => {
    const table = context.workbook.tables.getItem("Charges");
    table.columns.add(1, [["mine"], ["x"], ["y"], ["z"]]);
    table.columns.add(4, [["double"], ["=C2*2"], ["=C3*2"], ["=C4*2"]]);
    table.columns.getItem("amount").name = "Betrag";
    sheet.getRange("I1:J4").formulas = [["notes", "tax"], ["a", "=C2*0.2"], ["b", "=C3*0.2"], ["c", "=SUM(C2:C4)"]];
    sheet.getRange("C3").numberFormat = [["[Red]0.000"]];
    context.workbook.names.add("second_amount", sheet.getRange("C3"));
  });
  office.host.requests.length = 0;
  return written;
}

type Point = { readonly survives: string; readonly read: () => unknown };

const points: readonly Point[] = [
  { survives: "the values of a person's column stay beside their object", read: () => formulas(1, 1, 3, 1) },
  { survives: "the formulas of a calculated column stay formulas", read: () => formulas(1, 4, 3, 1) },
  { survives: "cells beside the table stay", read: () => formulas(0, 8, 4, 1) },
  { survives: "formulas that point into the table stay", read: () => formulas(0, 9, 4, 1) },
  { survives: "number formats of cells stay", read: () => formats(1, 0, 3, 5) },
  { survives: "renamed headers stay", read: () => formulas(0, 0, 1, 5) },
  { survives: "the table keeps its name and corner", read: () => office.model.tables().map(({ name, area: { row, column } }) => ({ name, row, column })) },
  { survives: "names that point into the table stay", read: () => office.model.names() },
  { survives: "objects keep their rows", read: () => values(1, 0, 3, 1) },
];

const refresh = ({ location, columns }: WrittenTable) =>
  officeWorkbook.refreshTable(
    { id: location.id, name: null },
    { content: content(after), columns, key: [0], order: [], gone: "mark", goneSince: "2026-11-21" },
    going(),
  );

/** What a careless refresh does: the whole body is written, the formulas in it as formulas. */
const rewriteByFormulas = () =>
  inSheet((sheet) => {
    sheet.getRangeByIndexes(1, 0, 3, 5).formulas = after.map(([id, amount, status], row) => [id, "", amount, status, `=C${row + 2}*2`]);
  });

const complaints = () => complaintsAbout(office.host.requests, { ...standingOf(office.model), ours, width: 5, bodyRows: 3 });

describe.each(points)("at a refresh $survives", ({ read }) => {
  test("when rows change, come, go and have another order", async () => {
    const written = await inUse();
    const stood = read();
    await refresh(written);
    expect(read()).toEqual(stood);
    expect(complaints()).toEqual([]);
  });

  test("and a refresh that rewrites the body by formulas would be found out", async () => {
    await inUse();
    await rewriteByFormulas();
    expect(complaints().join(" ")).toMatch(/writes formulas/);
  });
});

test("the refresh of these tests does change the table", async () => {
  const written = await inUse();
  expect(await refresh(written)).toMatchObject({ placed: "key", added: 1, changed: 1, gone: 1 });
  expect(values(1, 0, 4, 6)).toEqual([
    ["ch_1", "x", 10, "paid", 20, ""],
    ["ch_2", "y", 20, "open", 40, "2026-11-21"],
    ["ch_3", "z", 33, "void", 66, ""],
    ["ch_9", "", 90, "new", 180, ""],
  ]);
});
