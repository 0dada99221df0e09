import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AppError } from "../../../src/base/app-error";
import { officeWorkbook } from "../../../src/platform/office/workbook";
import type { CellValue, TableContent, TableInsert, TableTarget } from "../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";
import { afterRequest } from "./after-request";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

/** Some requests of a megabyte each; dates, and money of several currencies. */
const rows: CellValue[][] = Array.from({ length: 2_000 }, (_, index) => [`ch_${index} ${"x".repeat(1_800)}`, 45_000 + index, index / 100]);
const money = rows.map((_, index) => ["#,##0.00", "#,##0", "#,##0.000"][index % 3] ?? "");
const content: TableContent = { headers: ["id", "created", "amount"], rows, formats: [null, "yyyy-mm-dd", money] };

const sheetId = () => office.model.activeSheetId();
type Block = readonly [row: number, column: number, rows: number, columns: number];
const area = (...[row, column, rows, columns]: Block) => ({ sheetId: sheetId(), row, column, rows, columns });

/** A sheet that a person works with: cells around the place of the table, which is C3, and formats in it. */
function startSheet(): TableTarget {
  office.model.writeCells(area(0, 0, 2, 2), [["mine", 1], [2, "=B1+1"]]);
  office.model.writeCells(area(2_600, 2, 1, 1), [["below"]]);
  office.model.writeCells(area(2, 5, 2, 1), [["beside"], [7]]);
  office.model.writeNumberFormats(area(2, 2, 1, 3), [["0.0", "@", "0%"]]);
  office.model.writeNumberFormats(area(3, 3, 2, 2), [["0%", "0.0"], ["0%", "@"]]);
  return { kind: "cell", cell: { sheetId: sheetId(), row: 2, column: 2 } };
}

const newSheet: TableTarget = { kind: "newSheet", sheetName: "Charges" };

/** Everything that is there to see. */
const state = () => ({
  sheets: office.model.sheets(),
  tables: office.model.tables(),
  contents: office.model.readFormulas(area(0, 0, 2_610, 8)),
  formats: office.model.readNumberFormats(area(0, 0, 2_610, 8)),
});

const insert = (target: TableTarget, signal: AbortSignal, more: Partial<TableInsert> = {}) =>
  officeWorkbook.insertTable({ target, name: "Charges", content, ...more }, signal).then(() => null, (thrown: unknown) => AppError.from(thrown));

const broken = new AppError("WORKBOOK_REFUSED", "The definition cannot be kept.");

type Requests = StartedOffice["host"]["requests"];
const isChunk = ({ actions }: Requests[number]) => actions.some((action) => action.endsWith(" x 3]"));
const makesTable = ({ actions }: Requests[number]) => actions.some((action) => action.includes("tables.add("));

/** What an insert asks of Excel until its table stands; it is taken away again. */
async function requestsOf(target: TableTarget): Promise<Requests> {
  const { requests } = office.host;
  const seen = requests.length;
  let asked: Requests = [];
  const confirm = () => {
    asked = requests.slice(seen);
    return Promise.reject(broken);
  };
  expect(await insert(target, new AbortController().signal, { confirm })).toBe(broken);
  return asked;
}

const places: readonly (readonly [where: string, begin: () => TableTarget])[] = [
  ["among a person's cells", startSheet],
  ["on a new sheet", () => newSheet],
];

describe.each(places)("a big insert %s", (_, begin) => {
  test("that is cancelled at any of its requests leaves nothing behind, and all else as it was", async () => {
    const target = begin();
    const before = state();
    const requests = await requestsOf(target);
    expect(state()).toEqual(before);
    expect(requests.filter(isChunk).length).toBeGreaterThan(3);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: requests.findIndex(makesTable) + 1 }), async (count) => {
        const leaving = new AbortController();
        afterRequest(office, count, () => leaving.abort());
        expect((await insert(target, leaving.signal))?.code).toBe("CANCELLED");
        expect(state()).toEqual(before);
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  test("that Excel refuses at any of its requests, after some or all of what it asks, says why and leaves nothing behind", async () => {
    const target = begin();
    const before = state();
    const last = (await requestsOf(target)).findIndex(makesTable);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: last }), fc.constantFrom(0, 1, 2, 3, 100), async (skip, afterActions) => {
        office.host.faults.failRequest({ skip, code: "AccessDenied", afterActions });
        expect((await insert(target, new AbortController().signal))?.advice).toBe("Excel does not allow changes here. Unprotect the sheet, or open the workbook for editing.");
        expect(state()).toEqual(before);
      }),
      { numRuns: 12, examples: [[3, 1], ...[1, 2, 3, 100].map((afterActions): [number, number] => [last, afterActions])] },
    );
  }, 60_000);
});

describe("an insert among a person's cells that is undone", () => {
  const widths = (): Promise<readonly number[]> =>
    Excel.run(async (context) => {
      const columns = [0, 1, 2].map((column) => context.workbook.worksheets.getActiveWorksheet().getRange("C3:E2003").getColumn(column).load("format/columnWidth"));
      await context.sync();
      return columns.map(({ format }) => format.columnWidth);
    });

  test("gives the columns their widths back", async () => {
    const target = startSheet();
    const before = await widths();
    const confirm = async (): Promise<void> => {
      expect(await widths()).toEqual([30, 40, 50]);
      throw broken;
    };
    expect(await insert(target, new AbortController().signal, { widths: [30, 40, 50], confirm })).toBe(broken);
    expect(await widths()).toEqual(before);
  });

  test("says no more than why, when the sheet is protected: nothing was written", async () => {
    const target = startSheet();
    const before = state();
    await Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().protection.protect();
      await context.sync();
    });
    expect((await insert(target, new AbortController().signal))?.message).toBe("Excel does not allow changes here.");
    expect(state()).toEqual(before);
  });

  test("says no more than why, when its sheet was deleted meanwhile: nothing of it is left", async () => {
    const { id } = office.model.addSheet("Gone");
    const onProgress = () => office.model.deleteSheet(id);
    const failed = await insert({ kind: "cell", cell: { sheetId: id, row: 0, column: 0 } }, new AbortController().signal, { onProgress });
    expect(failed?.advice).toBe("The table or sheet is no longer there. Insert the query again.");
  });

  test("that Excel refuses to undo at any of its requests says that something is left, unless nothing is", async () => {
    const small: TableContent = { headers: ["id", "amount", "note"], rows: [["ch_1", 1, "a"], ["ch_2", 2, "b"]], formats: [null, ["0.00", "0.000"], null] };
    let undone = false;
    for (let skip = 0; skip < 30 && !undone; skip++) {
      const target: TableTarget = { kind: "cell", cell: { sheetId: office.model.addSheet(`Sheet of ${skip}`).id, row: 2, column: 2 } };
      const place = { ...target.cell, rows: 3, columns: 3 };
      office.model.writeNumberFormats(place, [["0.0", "@", "0%"], ["0%", "@", "0"], ["@", "0", "0.0"]]);
      const seen = () => ({ skip, tables: office.model.tables(), contents: office.model.readFormulas(place), formats: office.model.readNumberFormats(place) });
      const before = seen();
      office.host.requests.length = 0;
      const confirm = (): Promise<void> => {
        office.host.faults.failRequest({ skip, code: "AccessDenied", afterActions: 1 });
        return Promise.reject(broken);
      };
      const failed = await insert(target, new AbortController().signal, { content: small, confirm });
      undone = !office.host.requests.some(({ error }) => error === "AccessDenied");
      if (failed?.message === broken.message) expect(seen()).toEqual(before);
      else expect({ skip, message: failed?.message }).toEqual({ skip, message: `${broken.message} What was already written could not be taken away wholly.` });
      for (const { id } of office.model.tables()) office.model.deleteTable(id, "clear");
    }
    expect(undone).toBe(true);
  }, 60_000);
});

test("an insert on a new sheet leaves a sheet alone that somebody else adds with its name at the same moment", async () => {
  const { requests } = office.host;
  const push = requests.push.bind(requests);
  let added: string | undefined;
  requests.push = (...recorded) => {
    const actions = recorded.flatMap((one) => one.actions);
    if (added === undefined && actions.some((action) => action === 'workbook.worksheets.load("name")')) {
      added = office.model.addSheet("Charges").id;
      office.model.writeCells({ sheetId: added, row: 0, column: 0, rows: 1, columns: 1 }, [["theirs"]]);
    }
    return push(...recorded);
  };
  const failed = await insert(newSheet, new AbortController().signal);
  expect(failed?.advice).toBe('Somebody else just added a sheet with the name "Charges". Insert the table again.');
  expect(office.model.readValues({ sheetId: added ?? "", row: 0, column: 0, rows: 1, columns: 2 })).toEqual([["theirs", ""]]);
});
