import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../../src/base/app-error";
import { officeWorkbook } from "../../../src/platform/office/workbook";
import type { SheetCell, WrittenTable } from "../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const going = () => new AbortController().signal;
const content = { headers: ["id", "amount"], rows: [["ch_1", 1], ["ch_2", 2]], formats: [null, "0.00"] };
const insertAt = (cell: SheetCell): Promise<WrittenTable> =>
  officeWorkbook.insertTable({ target: { kind: "cell", cell }, name: "Charges", content }, going());

describe("a table at the cell that was active when it was asked for", () => {
  test("goes there wherever the person is by then, also when its sheet was renamed", async () => {
    office.model.select({ sheetId: office.model.activeSheetId(), row: 2, column: 1, rows: 1, columns: 1 });
    const cell = await officeWorkbook.activeCell(going());
    office.model.renameSheet(cell.sheetId, "Mine");
    office.model.activateSheet(office.model.addSheet("Elsewhere").id);
    expect((await insertAt(cell)).location).toMatchObject({ sheet: "Mine", address: "Mine!B3:C5" });
  });

  test("is refused when its sheet is gone, and nothing is written", async () => {
    const { id } = office.model.addSheet("Elsewhere");
    office.model.deleteSheet(id);
    const failed = await insertAt({ sheetId: id, row: 0, column: 0 }).then(() => null, (thrown: unknown) => AppError.from(thrown));
    expect(failed).toMatchObject({ code: "WORKBOOK_REFUSED", advice: "The table or sheet is no longer there. Insert the query again." });
    expect([office.model.tables(), office.model.sheets().length]).toEqual([[], 1]);
  });
});
