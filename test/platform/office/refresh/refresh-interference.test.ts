import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../../../src/base/app-error";
import { startOffice, type StartedOffice } from "../../../excel-sim/jest-office";
import { first, inTable, lookAt, ours, protectSheet, refresh, wish } from "./charges-table";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const { area, read, all, complaints, inUse, when } = lookAt(() => office);

describe("a table that is not open to a refresh", () => {
  const refusal = async (change: (table: Excel.Table) => void) => {
    const written = await inUse();
    await inTable(change);
    const before = all();
    const failed = await refresh(written, wish(written, [["ch_1", 11, "paid"]])).then(() => null, (thrown: unknown) => AppError.from(thrown));
    expect(all()).toEqual(before);
    return failed?.advice;
  };

  test("because its sheet is protected is left as it is, and the sentence says what to do", async () => {
    expect(await refusal((table) => table.worksheet.protection.protect())).toBe(
      "The sheet of this table is protected. Choose Review > Unprotect Sheet, then refresh again.",
    );
  });

  test("because its header row is switched off is left as it is, and the sentence says what to do", async () => {
    expect(await refusal((table) => void (table.showHeaders = false))).toBe(
      "The header row of this table is switched off. Choose Table Design > Header Row, then refresh again.",
    );
  });

  test("because its sheet becomes protected at the first write keeps Excel's sentence, since nothing was changed", async () => {
    const written = await inUse();
    const before = all();
    when('load("formulas")', () => void protectSheet());
    const failed = await refresh(written, wish(written, [["ch_1", 11, "paid"], first[1], first[2]])).then(() => null, (thrown: unknown) => AppError.from(thrown));
    expect(failed?.message).toBe("Excel does not allow changes here.");
    expect(all()).toEqual(before);
  });
});

describe("a refresh of a table that is filtered", () => {
  const filter = () => inTable((table) => table.columns.getItem("status").filter.applyValuesFilter(["paid"]));

  test("writes row by row, since Excel may put a block's values into the rows that are shown", async () => {
    const written = await inUse();
    await filter();
    office.host.requests.length = 0;
    await refresh(written, wish(written, [["ch_1", 11, "a"], ["ch_2", 21, "b"], ["ch_3", 31, "c"]]));
    const writes = office.host.requests.flatMap(({ actions }) => actions).filter((action) => action.includes(".values = "));
    expect(writes.map((action) => /getRangeByIndexes\((.*?)\)/.exec(action)?.[1])).toEqual(["1, 2, 1, 2", "2, 2, 1, 2", "3, 2, 1, 2"]);
  });

  test("deletes no rows, and the note says so", async () => {
    const written = await inUse();
    await filter();
    office.host.requests.length = 0;
    const done = await refresh(written, wish(written, [first[1]], { gone: "delete" }));
    expect(done.note).toBe(
      "The new rows are in the table, but rows that did not come again stay while the table is filtered. Clear its filters and refresh it again.",
    );
    expect(complaints(ours)).toEqual([]);
    expect(read(4, 1).flat()).toEqual(["id", "ch_1", "ch_2", "ch_3"]);
  });
});

test("rows that a person sorted while Excel was too busy for a write are not written over when it is tried again", async () => {
  const written = await inUse();
  const next = wish(written, [["ch_1", 11, "paid"], ["ch_2", 21, "open"], ["ch_3", 31, "paid"]]);
  await refresh(written, next);
  const skip = office.host.requests.findIndex(({ actions }) => actions.some((action) => action.includes(".values = ")));
  const body = { ...area(3, 4), row: 1 };
  const sorted = office.model.readValues(body).toReversed();
  when(".values = ", (times) => void (times === 1 && office.model.writeCells(body, sorted)));
  office.host.faults.failRequest({ skip, code: "ActivityLimitReached", afterActions: 0 });
  const again = wish(written, [["ch_1", 12, "paid"], ["ch_2", 22, "open"], ["ch_3", 32, "paid"]]);
  const failed = await refresh(written, again).then(() => null, (thrown: unknown) => AppError.from(thrown));
  expect(failed?.message).toBe("The table was sorted, filtered or moved while it was being refreshed.");
  expect(office.model.readValues(body)).toEqual(sorted);
});

test("rows that a person sorted before they were to be deleted stay, and the note says so", async () => {
  const written = await inUse();
  const confirm = () => Excel.run(async (context) => {
    context.workbook.worksheets.getItem("Charges").getRange("A2:A4").values = [["ch_3"], ["ch_2"], ["ch_1"]];
    await context.sync();
  });
  const done = await refresh(written, wish(written, [first[1], first[2]], { gone: "delete", confirm }));
  expect(done.note).toBe("The new rows are in the table, but rows that did not come again could not all be deleted. Refresh the table again.");
  expect(read(4, 1).flat()).toEqual(["id", "ch_3", "ch_2", "ch_1"]);
});
