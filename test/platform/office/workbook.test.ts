import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../../src/base/app-error";
import { officeAddIn } from "../../../src/platform/office/add-in";
import { officeWorkbook } from "../../../src/platform/office/workbook";
import type { TableContent, TableInsert } from "../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const going = () => new AbortController().signal;
const content = (rows: TableContent["rows"], more: Partial<TableContent> = {}): TableContent => ({
  headers: ["id", "amount"],
  rows,
  formats: [null, "#,##0.00"],
  ...more,
});
const two = content([["ch_1", 12.5], ["=1+1", null]]);
const onNewSheet: TableInsert = { target: { kind: "newSheet", sheetName: "Charges" }, name: "Charges", content: two };
const atCell: TableInsert = { ...onNewSheet, target: { kind: "activeCell" } };
const insert = async (more: Partial<TableInsert> = {}, base = onNewSheet) => (await officeWorkbook.insertTable({ ...base, ...more }, going())).location;
const inPlace = { columns: [], key: [], order: [], gone: "delete", goneSince: "2026-11-21" } as const;
const replace = async (id: string, next: TableContent) => (await officeWorkbook.refreshTable({ id, name: null }, { ...inPlace, content: next }, going())).location;

const sheet = (name: string) => office.model.sheets().find((one) => one.name === name)!.id;
const read = (sheetName: string, rows: number, columns: number) =>
  office.model.readValues({ sheetId: sheet(sheetName), row: 0, column: 0, rows, columns });
const write = (sheetName: string, [row, column]: readonly [number, number], value: string) =>
  office.model.writeCells({ sheetId: sheet(sheetName), row, column, rows: 1, columns: 1 }, [[value]]);
/** Everything that a failed step could leave behind. */
const state = () => ({ sheets: office.model.sheets(), tables: office.model.tables(), used: office.model.sheets().map(({ id }) => office.model.usedArea(id)) });
const failure = (attempt: Promise<unknown>) => attempt.then(() => null, (thrown: unknown) => AppError.from(thrown));

describe("inserting a table", () => {
  test("on a new sheet, with values as they are, formats, and texts that are no formulas", async () => {
    const location = await insert();
    expect(location).toMatchObject({ name: "Charges", sheet: "Charges", address: "Charges!A1:B3" });
    expect(read("Charges", 3, 2)).toEqual([["id", "amount"], ["ch_1", 12.5], ["=1+1", ""]]);
    expect(office.model.readNumberFormats({ sheetId: sheet("Charges"), row: 1, column: 1, rows: 2, columns: 1 })).toEqual([["#,##0.00"], ["#,##0.00"]]);
    expect(await officeWorkbook.findTable({ id: location.id, name: null }, going())).toEqual(location);
  });

  test("values go to Excel before the table is made, and events are off meanwhile", async () => {
    await insert();
    const actions = office.host.requests.flatMap((request) => request.actions);
    const at = (part: string) => actions.findIndex((action) => action.includes(part));
    expect(at("enableEvents = false")).toBeLessThan(at(".values = "));
    expect(at(".values = ")).toBeLessThan(at("tables.add("));
    expect(at("tables.add(")).toBeLessThan(at("enableEvents = true"));
  });

  test("hides the columns that are not to be shown, after fitting their width", async () => {
    await insert({ hidden: [1] });
    const actions = office.host.requests.flatMap((request) => request.actions);
    const hiding = actions.findIndex((action) => action.endsWith("getColumn(1).columnHidden = true"));
    expect(hiding).toBeGreaterThan(actions.findIndex((action) => action.includes("autofitColumns")));
    expect(actions.filter((action) => action.includes("columnHidden"))).toHaveLength(1);
  });

  test("a sheet or a table name that exists already gets a number, and the location says so", async () => {
    await insert();
    expect(await insert()).toMatchObject({ name: "Charges_2", sheet: "Charges (2)" });
  });

  test("at the active cell", async () => {
    office.model.select({ sheetId: sheet("Sheet1"), row: 2, column: 1, rows: 1, columns: 1 });
    expect(await insert({}, atCell)).toMatchObject({ sheet: "Sheet1", address: "Sheet1!B3:C5" });
  });

  test("over cells that hold something it is refused with their address, and nothing is written", async () => {
    write("Sheet1", [2, 1], "mine");
    const before = state();
    expect(await failure(insert({}, atCell))).toMatchObject({ code: "WORKBOOK_REFUSED", message: "There are cells in the way: Sheet1!B3." });
    expect(state()).toEqual(before);
  });

  test("formats of single rows follow their currency", async () => {
    const location = await insert({ content: content([["a", 1], ["b", 2], ["c", 3]], { formats: [null, ["#,##0.00", "#,##0", "#,##0.000"]] }) });
    const area = { sheetId: sheet(location.sheet), row: 1, column: 1, rows: 3, columns: 1 };
    expect(office.model.readNumberFormats(area).flat()).toEqual(["#,##0.00", "#,##0", "#,##0.000"]);
  });

  test("a result without rows is a table with one empty row", async () => {
    expect(await insert({ content: content([]) })).toMatchObject({ address: "Charges!A1:B2" });
  });

  test("many rows go in several requests below Excel's limit, with progress", async () => {
    office.host.faults.payloadLimit = 2_000_000;
    const progress: number[] = [];
    const rows = Array.from({ length: 4_000 }, (_, index) => [`text ${index} ${"x".repeat(600)}`, index]);
    const location = await insert({ content: content(rows), onProgress: (done) => progress.push(done) });
    expect(location.address).toBe("Charges!A1:B4001");
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.at(-1)).toBe(4_000);
  });

  test.each([0, 1, 2, 3, 4])("when request %i fails, nothing of it stays", async (skip) => {
    for (const base of [onNewSheet, atCell]) {
      const before = state();
      office.host.faults.failRequest({ skip, code: "GeneralException" });
      const result = await failure(insert({}, base));
      expect(result?.code).toBe("WORKBOOK_REFUSED");
      expect(state()).toEqual(before);
    }
  });

  test.each(["ActivityLimitReached", "RequestAborted"])("goes on when Excel was too busy for the first rows (%s)", async (code) => {
    for (const base of [atCell, onNewSheet]) {
      office.host.faults.failRequest({ skip: 3, code, afterActions: 2 });
      const { sheet: name } = await insert({}, base);
      expect(read(name, 3, 2)).toEqual([["id", "amount"], ["ch_1", 12.5], ["=1+1", ""]]);
    }
  });

  test("when what comes after it fails, the table is taken away again", async () => {
    for (const base of [onNewSheet, atCell]) {
      const before = state();
      const broken = new AppError("WORKBOOK_REFUSED", "The definition cannot be kept.");
      expect(await failure(insert({ confirm: () => Promise.reject(broken) }, base))).toBe(broken);
      expect(state()).toEqual(before);
    }
  });

  test("a cancel between two requests leaves nothing", async () => {
    const before = state();
    const leaving = new AbortController();
    const rows = Array.from({ length: 4_000 }, () => ["x".repeat(600), 1]);
    const attempt = officeWorkbook.insertTable({ ...onNewSheet, content: content(rows), onProgress: () => leaving.abort() }, leaving.signal);
    expect((await failure(attempt))?.code).toBe("CANCELLED");
    expect(state()).toEqual(before);
  });

  test("more rows than a sheet has are refused before anything is written", async () => {
    const before = state();
    office.model.select({ sheetId: sheet("Sheet1"), row: 1_048_574, column: 0, rows: 1, columns: 1 });
    expect((await failure(insert({}, atCell)))?.code).toBe("TOO_LARGE");
    expect(state()).toEqual(before);
  });
});

describe("a cell that is being edited", () => {
  test("makes an insert say what to do", async () => {
    office.host.faults.cellEdit.begin();
    expect(await failure(insert())).toMatchObject({ code: "WORKBOOK_BUSY", hint: "Finish editing the cell (Enter or Esc), then try again." });
  });

  test("makes a refresh wait until it is done", async () => {
    const { id } = await insert();
    office.host.faults.cellEdit.begin();
    let done = false;
    const refresh = replace(id, content([["ch_2", 1]])).then(() => (done = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(done).toBe(false);
    office.host.faults.cellEdit.end();
    expect(await refresh).toBe(true);
  });
});

describe("refreshing a table", () => {
  test("with more rows it grows, keeps its place and name, and new rows get the column's format", async () => {
    const { id } = await insert();
    expect(await replace(id, content([["a", 1], ["b", 2], ["c", 3]]))).toMatchObject({ id, name: "Charges", address: "Charges!A1:B4" });
    expect(read("Charges", 4, 2)).toEqual([["id", "amount"], ["a", 1], ["b", 2], ["c", 3]]);
    expect(office.model.readNumberFormats({ sheetId: sheet("Charges"), row: 3, column: 1, rows: 1, columns: 1 })).toEqual([["#,##0.00"]]);
  });

  test("with fewer rows it shrinks and the rest is cleared", async () => {
    const { id } = await insert();
    expect((await replace(id, content([["a", 1]]))).address).toBe("Charges!A1:B2");
    expect(read("Charges", 3, 2)).toEqual([["id", "amount"], ["a", 1], ["", ""]]);
    expect((await replace(id, content([]))).address).toBe("Charges!A1:B2");
    expect(read("Charges", 2, 2)).toEqual([["id", "amount"], ["", ""]]);
  });

  test("cells below that hold something are not overwritten: it is refused and nothing changes", async () => {
    const { id } = await insert();
    write("Charges", [3, 0], "mine");
    const before = { ...state(), cells: read("Charges", 5, 2) };
    expect(await failure(replace(id, content([["a", 1], ["b", 2], ["c", 3]])))).toMatchObject({
      code: "WORKBOOK_REFUSED",
      message: "There are cells in the way: Charges!A4.",
    });
    expect({ ...state(), cells: read("Charges", 5, 2) }).toEqual(before);
  });

  test("a person's formats, renamed table and own columns stay", async () => {
    const { id } = await insert();
    await Excel.run(async (context) => {
      const table = context.workbook.tables.getItem(id);
      table.name = "Mine";
      table.worksheet.getRange("C1:C3").values = [["own"], ["x"], ["y"]];
      table.resize("A1:C3");
      table.worksheet.getRange("B2:B3").numberFormat = [["0"], ["0"]];
      await context.sync();
    });
    expect(await replace(id, content([["a", 1], ["b", 2]]))).toMatchObject({ name: "Mine", address: "Charges!A1:C3" });
    expect(read("Charges", 3, 3)).toEqual([["id", "amount", "own"], ["a", 1, "x"], ["b", 2, "y"]]);
    expect(office.model.readNumberFormats({ sheetId: sheet("Charges"), row: 1, column: 1, rows: 2, columns: 1 }).flat()).toEqual(["0", "0"]);
  });

  test("a table that began without rows formats its first row too", async () => {
    const { id } = await insert({ content: content([]) });
    await replace(id, content([["a", 1], ["b", 2]]));
    expect(office.model.readNumberFormats({ sheetId: sheet("Charges"), row: 1, column: 1, rows: 2, columns: 1 }).flat()).toEqual(["#,##0.00", "#,##0.00"]);
  });

  test("a new column is formatted in all rows", async () => {
    const { id } = await insert();
    const wider = { headers: ["id", "amount", "created"], rows: [["a", 1, 46_000], ["b", 2, 46_001]], formats: [null, "#,##0.00", "yyyy-mm-dd"] };
    expect((await replace(id, wider)).address).toBe("Charges!A1:C3");
    expect(office.model.readNumberFormats({ sheetId: sheet("Charges"), row: 1, column: 2, rows: 2, columns: 1 }).flat()).toEqual(["yyyy-mm-dd", "yyyy-mm-dd"]);
  });

  test("no column of a person's own is overwritten when a header was renamed beside it: it is refused and nothing changes", async () => {
    const { id } = await insert();
    await Excel.run(async (context) => {
      const table = context.workbook.tables.getItem(id);
      table.worksheet.getRange("A1:C3").values = [["id", "own", "Betrag"], ["ch_1", "x", 12.5], ["ch_2", "y", 1]];
      table.worksheet.getRange("D1:D3").values = [["last"], ["l"], ["m"]];
      table.resize("A1:D3");
      await context.sync();
    });
    const wider = { ...content([["a", 1, "usd"]]), headers: ["id", "amount", "own"], formats: [null, null, null] };
    const before = { ...state(), cells: read("Charges", 5, 4) };
    expect(await failure(replace(id, wider))).toMatchObject({ code: "WORKBOOK_REFUSED", message: expect.stringContaining("no column amount any more") as unknown });
    expect({ ...state(), cells: read("Charges", 5, 4) }).toEqual(before);
  });

  test("a formula beside the table that points at it keeps its reference", async () => {
    const { id } = await insert();
    write("Charges", [0, 5], "=SUM(B2:B3)");
    await replace(id, content([["a", 40], ["b", 2]]));
    expect(office.model.readFormulas({ sheetId: sheet("Charges"), row: 0, column: 5, rows: 1, columns: 1 })).toEqual([["=SUM(B2:B3)"]]);
    expect(office.model.readValues({ sheetId: sheet("Charges"), row: 0, column: 5, rows: 1, columns: 1 })).toEqual([[42]]);
  });

  test("a totals row is put aside while the table changes its size", async () => {
    const { id } = await insert();
    await Excel.run(async (context) => {
      context.workbook.tables.getItem(id).showTotals = true;
      await context.sync();
    });
    office.host.requests.length = 0;
    await replace(id, content([["a", 1]]));
    const actions = office.host.requests.flatMap((request) => request.actions).filter((action) => /showTotals =|resize/.test(action));
    expect(actions.map((action) => action.replace(/^.*\.(showTotals = \w+|resize).*$/, "$1"))).toEqual(["showTotals = false", "resize", "showTotals = true"]);
  });

  test.each([2, 3, 4, 5, 6, 7, 8])("when request %i fails, the table has its old rows, formats and size", async (skip) => {
    const long = (mark: string, rows: number) =>
      content(
        Array.from({ length: rows }, (_, index) => [`${mark}${index} ${"x".repeat(900)}`, index]),
        { formats: [null, Array.from({ length: rows }, () => (mark === "old" ? "#,##0.000" : "#,##0"))] },
      );
    const { id } = await insert({ content: long("old", 2_000) });
    const area = { sheetId: sheet("Charges"), row: 0, column: 0, rows: 3_002, columns: 3 };
    const all = () => ({ state: state(), values: office.model.readValues(area), formats: office.model.readNumberFormats(area).slice(0, 2_001) });
    const before = all();
    office.host.faults.failRequest({ skip, code: "GeneralException" });
    const next = long("new", 3_000);
    const failed = await failure(replace(id, { ...next, headers: ["id", "amount"] }));
    if (failed === null) expect(office.model.readValues(area)[3_000]?.[0]).toMatch(/^new/);
    else expect(all()).toEqual(before);
    // Were no attempt to fail, the test would prove nothing.
    if (skip < 6) expect(failed).not.toBeNull();
  }, 60_000);

  test("a filter of the table is applied to the new rows", async () => {
    const { id } = await insert();
    office.host.requests.length = 0;
    await replace(id, content([["a", 1]]));
    expect(office.host.requests.flatMap((request) => request.actions).some((action) => action.endsWith(".reapplyFilters()"))).toBe(true);
  });

  test("a table that is gone is named as such", async () => {
    const { id } = await insert();
    await Excel.run(async (context) => {
      context.workbook.tables.getItem(id).delete();
      await context.sync();
    });
    expect(await failure(replace(id, two))).toMatchObject({ code: "WORKBOOK_REFUSED", message: "The table of this query is no longer in the workbook." });
    expect(await officeWorkbook.findTable({ id, name: null }, going())).toBeNull();
  });
});

describe("the workbook's custom XML part", () => {
  const namespace = "urn:example:queries:1";
  const part = (version: number) => ({ namespace, xml: `<queries xmlns="${namespace}" version="${version}"/>` });

  test("is absent at first, then kept, then replaced; other parts stay", async () => {
    expect(await officeWorkbook.readPart(namespace, going())).toBeNull();
    await officeWorkbook.writePart({ namespace: "urn:other", xml: '<a xmlns="urn:other"/>' }, going());
    await officeWorkbook.writePart(part(1), going());
    await officeWorkbook.writePart(part(2), going());
    expect(await officeWorkbook.readPart(namespace, going())).toBe(part(2).xml);
    expect(office.host.xmlParts.size).toBe(2);
  });
});

describe("the add-in itself", () => {
  test("starts with the workbook when told so", async () => {
    await officeAddIn.startWithWorkbook(true);
    expect(JSON.stringify(office.host.requests)).toContain("setAppRuntimeStartState");
  });
});

describe("an older Excel", () => {
  test("is told apart before anything is written", async () => {
    office.close();
    office = await startOffice({ requirementSets: { ExcelApi: 1.12, SharedRuntime: 0 } });
    office.host.requests.length = 0;
    for (const attempt of [insert(), replace("x", two), officeAddIn.startWithWorkbook(true)]) {
      expect(await failure(attempt)).toMatchObject({ code: "WORKBOOK_REFUSED", hint: expect.stringContaining("Update Office") as unknown });
    }
    expect(office.host.requests.filter(({ toService }) => !toService)).toEqual([]);
  });
});

describe("a table that stands", () => {
  test("is shown and selected", async () => {
    const { id } = await insert();
    await insert({}, { ...onNewSheet, name: "Other", target: { kind: "newSheet", sheetName: "Other" } });
    expect(await officeWorkbook.selectTable({ id, name: null }, going())).toBe(true);
    expect(office.model.selection()).toMatchObject({ sheetId: sheet("Charges"), row: 0, column: 0, rows: 3, columns: 2 });
  });

  test("is deleted with its data; what stands beside and below it keeps its place", async () => {
    const { id } = await insert();
    write("Charges", [0, 3], "beside");
    write("Charges", [5, 0], "below");
    expect(await officeWorkbook.deleteTable({ id, name: null }, going())).toBe(true);
    expect(office.model.tables()).toEqual([]);
    expect(read("Charges", 6, 4)).toEqual([
      ["", "", "", "beside"],
      ...Array.from({ length: 4 }, () => ["", "", "", ""]),
      ["below", "", "", ""],
    ]);
  });

  test("that is gone is neither selected nor deleted", async () => {
    const gone = { id: "nobody", name: "Nobody" };
    expect([await officeWorkbook.selectTable(gone, going()), await officeWorkbook.deleteTable(gone, going())]).toEqual([false, false]);
  });
});
