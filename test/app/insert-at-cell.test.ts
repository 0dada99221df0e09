import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { InsertRequest } from "../../src/app/app-api";
import { AppError } from "../../src/base/app-error";
import { officeWorkbook } from "../../src/platform/office/workbook";
import { startOffice, type StartedOffice } from "../excel-sim/jest-office";
import { afterRequest } from "../platform/office/after-request";
import { going, startApp, whileTimePasses } from "./harness";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const request: InsertRequest = { run: { sql: "SELECT id, amount FROM charges LIMIT 3" }, name: "Charges", target: { kind: "activeCell" } };
const select = (sheetId: string, row: number, column: number) => office.model.select({ sheetId, row, column, rows: 1, columns: 1 });

/** Inserts at the selected cell of the first sheet, B3; `meanwhile` happens when the query reads its first rows. */
async function insertWhile(meanwhile: () => void) {
  const started = startApp({ workbook: officeWorkbook });
  await started.connect();
  started.requests.splice(0);
  started.network.before = () => (started.requests.length === 1 ? meanwhile() : undefined);
  select(office.model.activeSheetId(), 2, 1);
  const inserting = whileTimePasses(started.clock, started.app.queries.insert(request, { signal: going() }));
  return { ...started, done: await inserting.then(({ location }) => location, (thrown: unknown) => AppError.from(thrown)) };
}

describe("an insert at the selected cell", () => {
  test("goes to the cell that was selected when the person asked for it, wherever they click while it runs", async () => {
    const { done } = await insertWhile(() => select(office.model.addSheet("Elsewhere").id, 7, 7));
    expect(done).toMatchObject({ sheet: "Sheet1", address: "Sheet1!B3:C6" });
  });

  test("is refused, with nothing written and nothing kept, when its place is taken by the time that its rows are there", async () => {
    const { done, app } = await insertWhile(() => {
      const cell = { sheetId: office.model.activeSheetId(), row: 3, column: 1, rows: 1, columns: 1 };
      office.model.writeCells(cell, [["mine"]]);
    });
    expect(done).toMatchObject({ code: "WORKBOOK_REFUSED", message: "There are cells in the way: Sheet1!B4." });
    expect([office.model.tables(), app.queries.list.get()]).toEqual([[], []]);
  });

  test("asks nothing of Stripe while a cell is being edited, since its place could not be told", async () => {
    const started = startApp({ workbook: officeWorkbook });
    await started.connect();
    started.requests.splice(0);
    office.host.faults.cellEdit.begin();
    const failed = await started.app.queries.insert(request, { signal: going() }).then(() => null, (thrown: unknown) => AppError.from(thrown));
    expect(failed).toMatchObject({ code: "WORKBOOK_BUSY", message: "A cell is being edited." });
    expect(started.requests).toEqual([]);
  });

  test("that is cancelled at any request to Excel leaves neither table nor definition, or both", async () => {
    const { app, connect, clock } = startApp({ workbook: officeWorkbook });
    await connect();
    select(office.model.activeSheetId(), 2, 1);
    const used = () => office.model.usedArea(office.model.activeSheetId());
    const attempt = (signal: AbortSignal) => whileTimePasses(clock, app.queries.insert(request, { signal })).then(() => null, (thrown: unknown) => AppError.from(thrown).code);
    const ends = new Set<string | null>();
    for (let count = 1; ends.size < 2 && count < 60; count++) {
      const leaving = new AbortController();
      afterRequest(office, count, () => leaving.abort());
      const end = await attempt(leaving.signal);
      ends.add(end);
      expect([end, app.queries.list.get().length, office.model.tables().length, used() === null]).toEqual(end === null ? [null, 1, 1, false] : ["CANCELLED", 0, 0, true]);
    }
    expect(ends).toEqual(new Set(["CANCELLED", null]));
  });
});
