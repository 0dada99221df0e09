import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../../src/base/app-error";
import { officeWorkbook } from "../../../src/platform/office/workbook";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const going = () => new AbortController().signal;
const content = { headers: ["id", "amount"], rows: [["ch_1", 12.5]], formats: [null, null] };
const insert = async () => (await officeWorkbook.insertTable({ target: { kind: "newSheet", sheetName: "Charges" }, name: "Charges", content }, going())).location;
const remove = (headers: readonly string[]) => officeWorkbook.deleteTable({ id: "{of-a-copy}", name: "Charges", headers }, going());

describe("a table that is known by its name alone", () => {
  test("is deleted when it has the query's headers", async () => {
    await insert();
    expect([await remove(content.headers), office.model.tables()]).toEqual([true, []]);
  });

  test("stays when it has others, and the person is told", async () => {
    await insert();
    const failure = await remove(["id", "currency"]).then(() => null, (thrown: unknown) => AppError.from(thrown));
    expect(failure).toMatchObject({ code: "WORKBOOK_REFUSED", message: 'The table "Charges" does not have the columns of this query, so it was not deleted.' });
    expect(office.model.tables()).toHaveLength(1);
  });

  test("that is gone is no failure", async () => {
    expect(await remove(content.headers)).toBe(false);
  });
});
