import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AppError } from "../../../../src/base/app-error";
import type { CellValue, TableContent } from "../../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../../excel-sim/jest-office";
import { afterRequest } from "../after-request";
import { addOwnColumns, content, first, insert, inTable, lookAt, ours, refresh, removeSheet, wish } from "./charges-table";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const { area, read, all, complaints, inUse, sortByHand, when } = lookAt(() => office);

describe("what a refresh by key sends to Excel", () => {
  test("changed cells are written where they stand, and nothing else", async () => {
    const written = await inUse();
    const done = await refresh(written, wish(written, [["ch_3", 30, "paid"], ["ch_1", 11, "paid"], ["ch_2", 20, "open"]]));
    expect(done).toMatchObject({ placed: "key", note: null, added: 0, changed: 1, gone: 0 });
    expect(office.host.requests.flatMap(({ actions }) => actions).filter((action) => / = |resize|delete/.test(action) && !/enableEvents/.test(action))).toEqual([
      expect.stringMatching(/getRangeByIndexes\(1, 2, 1, 2\)\.values = \[1 x 2\]$/),
    ]);
    expect(complaints(ours)).toEqual([]);
    expect(read(4, 5)[1]).toEqual(["ch_1", "x", 11, "paid", 22]);
  });

  test("new rows go to the end with one resize, formatted like their columns; a person's columns stay beside their rows", async () => {
    const written = await inUse();
    const done = await refresh(written, wish(written, [["ch_0", 5, "new"], ...first]));
    expect(done).toMatchObject({ added: 1, changed: 0, gone: 0, location: { address: "Charges!A1:E5" } });
    expect(complaints(ours)).toEqual([]);
    expect(read(5, 5).slice(1)).toEqual([["ch_1", "x", 10, "paid", 20], ["ch_2", "y", 20, "open", 40], ["ch_3", "z", 30, "paid", 60], ["ch_0", "", 5, "new", 10]]);
    expect(office.model.readNumberFormats({ ...area(1, 1), row: 4, column: 2 })).toEqual([["#,##0.00"]]);
  });

  test("rows that did not come stay and are marked in a column of ours; the mark goes when they come back", async () => {
    const written = await inUse();
    const done = await refresh(written, wish(written, [first[0], first[2]]));
    expect(done).toMatchObject({ added: 0, changed: 0, gone: 1, location: { address: "Charges!A1:F4" } });
    expect(done.columns.map(({ header }) => header)).toEqual(["id", "amount", "status", "Not in query since"]);
    expect(read(4, 6).map((row) => row[5])).toEqual(["Not in query since", "", "2026-11-21", ""]);
    expect(complaints([...ours, 5])).toEqual([]);
    expect(await refresh(written, wish(done, [first[0], first[2]], { goneSince: "2026-12-01" }))).toMatchObject({ gone: 0, changed: 0 });
    expect(read(4, 6)[2]?.[5]).toBe("2026-11-21");
    expect(await refresh(written, wish(done, first))).toMatchObject({ gone: 0, changed: 1, columns: done.columns });
    expect(read(4, 6).map((row) => row[5])).toEqual(["Not in query since", "", "", ""]);
  });

  test("rows that did not come are deleted only when that was asked for, as table rows, the lowest first", async () => {
    const written = await inUse();
    const done = await refresh(written, wish(written, [first[1]], { gone: "delete" }));
    expect(done).toMatchObject({ gone: 2, location: { address: "Charges!A1:E2" } });
    expect(read(3, 5)).toEqual([["id", "mine", "amount", "status", "double"], ["ch_2", "y", 20, "open", 40], ["", "", "", "", ""]]);
    const deletions = office.host.requests.flatMap(({ actions }) => actions).filter((action) => action.includes("delete"));
    expect(deletions.map((action) => action.replace(/^.*(rows.*)$/, "$1"))).toEqual(["rows.getItemAt(2).delete()", "rows.getItemAt(0).delete()"]);
    expect(complaints(ours, { mayDelete: true })).toEqual([]);
    expect(complaints(ours)).not.toEqual([]);
  });

  test("renamed headers and their order are respected", async () => {
    const written = await inUse();
    await inTable((table) => (table.columns.getItem("amount").name = "Betrag"));
    office.host.requests.length = 0;
    const done = await refresh(written, wish(written, [["paid", "ch_1", 12]], { content: content([["void", "ch_1", 12]], ["status", "id", "amount"]), key: [1] }));
    expect(done.columns.map(({ header }) => header)).toEqual(["status", "id", "amount", "Not in query since"]);
    expect(read(2, 4)).toEqual([["id", "mine", "Betrag", "status"], ["ch_1", "x", 12, "void"]]);
    expect(complaints([...ours, 5])).toEqual([]);
  });

  test("a column that the query got comes at the right end, formatted; one that it lost is left as it is and found again", async () => {
    const written = await inUse();
    const next = content([["ch_1", 7, "paid"], ["ch_2", 8, "open"], ["ch_3", 9, "paid"]], ["id", "amount_fee", "status"]);
    const done = await refresh(written, wish(written, [], { content: { ...next, formats: [null, "0.0", null] } }));
    expect(read(4, 6)[1]).toEqual(["ch_1", "x", 10, "paid", 20, 7]);
    expect(read(1, 6)[0]?.[5]).toBe("amount_fee");
    expect(office.model.readNumberFormats({ ...area(3, 1), row: 1, column: 5 }).flat()).toEqual(["0.0", "0.0", "0.0"]);
    expect(complaints([...ours, 5], { formattedRow: 1 })).toEqual([]);
    await refresh(written, wish(done, [["ch_1", 99, "paid"], first[1], first[2]]));
    expect(read(2, 6)).toEqual([["id", "mine", "amount", "status", "double", "amount_fee"], ["ch_1", "x", 99, "paid", 198, 7]]);
  });

  test("a person's column that has the name of a new one is not written", async () => {
    const written = await inUse();
    await refresh(written, wish(written, [], { content: content([["ch_1", "q"], ["ch_2", "q"], ["ch_3", "q"]], ["id", "mine"]) }));
    expect(read(4, 6).map((row) => row[1])).toEqual(["mine", "x", "y", "z"]);
    expect(read(4, 6).map((row) => row[5]).slice(1)).toEqual(["q", "q", "q"]);
  });

  test("formats that a person gave to cells stay", async () => {
    const written = await inUse();
    await inTable((table) => (table.getDataBodyRange().numberFormat = Array.from({ length: 3 }, () => Array.from({ length: 5 }, () => "0.000"))));
    office.host.requests.length = 0;
    await refresh(written, wish(written, [["ch_1", 1, "a"], ["ch_2", 2, "b"], ["ch_3", 3, "c"]]));
    expect(office.model.readNumberFormats({ ...area(3, 5), row: 1 }).flat().every((format) => format === "0.000")).toBe(true);
    expect(complaints(ours)).toEqual([]);
  });

  test("a row whose currency changed keeps the format of its money, a new one gets its own", async () => {
    const written = await inUse();
    const rows = [["ch_1", 10, "jpy"], first[1], first[2], ["ch_4", 5, "jpy"]];
    await refresh(written, wish(written, [], { content: { ...content(rows), formats: [null, ["#,##0", "#,##0.00", "#,##0.00", "#,##0"], null] } }));
    expect(office.model.readNumberFormats({ ...area(4, 1), row: 1, column: 2 }).flat()).toEqual(["#,##0.00", "#,##0.00", "#,##0.00", "#,##0"]);
    expect(complaints(ours)).toEqual([]);
  });

  test("the totals row and the filters are kept", async () => {
    const written = await inUse();
    await inTable((table) => (table.showTotals = true));
    office.host.requests.length = 0;
    await refresh(written, wish(written, [["ch_1", 11, "paid"], first[1], first[2]]));
    const actions = () => office.host.requests.flatMap((request) => request.actions);
    expect(actions().filter((action) => action.includes("showTotals ="))).toEqual([]);
    expect(actions().filter((action) => action.endsWith(".reapplyFilters()"))).toHaveLength(1);
    await refresh(written, wish(written, [...first, ["ch_4", 1, "open"]]));
    expect(actions().filter((action) => /showTotals =|resize/.test(action)).map((action) => action.replace(/^.*\.(showTotals = \w+|resize).*$/, "$1"))).toEqual([
      "showTotals = false",
      "resize",
      "showTotals = true",
    ]);
  });

  test("a wished order is left to Excel's own sort, after everything else", async () => {
    const written = await inUse();
    await refresh(written, wish(written, [["ch_0", 5, "new"], ...first], { order: [{ column: 1, descending: true }] }));
    const actions = office.host.requests.flatMap((request) => request.actions).filter((action) => / = |resize|sort|delete/.test(action) && !/enableEvents/.test(action));
    expect(actions.at(-1)).toMatch(/\.sort\.apply\(/);
    expect(complaints(ours)).toEqual([]);
  });

  test.each<[what: string, rows: TableContent["rows"], sorts: number]>([
    ["a row was added", [...first, ["ch_4", 15, "new"]], 1],
    ["what rows are ordered by changed", [["ch_1", 99, "paid"], first[1], first[2]], 1],
    ["another column changed", [["ch_1", 10, "void"], first[1], first[2]], 0],
    ["nothing changed", first, 0],
  ])("rows are sorted again only when they may stand elsewhere: %s", async (_, rows, sorts) => {
    const written = await inUse();
    await refresh(written, wish(written, rows, { order: [{ column: 1, descending: false }] }));
    expect(office.host.requests.flatMap(({ actions }) => actions).filter((action) => action.includes(".sort.apply("))).toHaveLength(sorts);
    expect(complaints(ours)).toEqual([]);
  });

  test("rows that are replaced in order stand right already and are not sorted", async () => {
    const written = await inUse();
    await refresh(written, wish(written, [["ch_0", 5, "new"], ...first], { key: [], order: [{ column: 1, descending: false }] }));
    expect(office.host.requests.flatMap(({ actions }) => actions).filter((action) => action.includes("sort"))).toEqual([]);
  });

  test("an order that Excel cannot repeat is left out, and a note says so when rows were added", async () => {
    const written = await inUse();
    expect(await refresh(written, wish(written, first, { order: "unknown" }))).toMatchObject({ note: null });
    const done = await refresh(written, wish(written, [["ch_0", 5, "new"], ...first], { order: "unknown" }));
    expect(done.note).toBe("New rows came last: Excel can repeat an ORDER BY only where it names columns of the result.");
    expect(office.host.requests.flatMap(({ actions }) => actions).filter((action) => action.includes("sort"))).toEqual([]);
  });

  test("nothing is written when nothing differs", async () => {
    const written = await inUse();
    expect(await refresh(written, wish(written, first))).toMatchObject({ added: 0, changed: 0, gone: 0 });
    expect(office.host.requests.flatMap(({ actions }) => actions).filter((action) => /\.values =|resize/.test(action))).toEqual([]);
  });
});

describe("what a refresh without a trusted key sends to Excel", () => {
  test("it says why, and empties only our cells of rows that are too many", async () => {
    const written = await inUse();
    const done = await refresh(written, wish(written, [["ch_9", 1, "new"]], { key: [] }));
    expect(done).toMatchObject({ placed: "position", added: 0, changed: 1, gone: 2, location: { address: "Charges!A1:E4" } });
    expect(done.note).toBe("The rows were replaced in order, because the query shows no column that tells them apart.");
    expect(read(4, 5).slice(1)).toEqual([["ch_9", "x", 1, "new", 2], ["", "y", "", "", 0], ["", "z", "", "", 0]]);
    expect(complaints(ours)).toEqual([]);
    expect(await refresh(written, wish(done, [["ch_9", 1, "new"], ["ch_8", 2, "new"]], { key: [] }))).toMatchObject({ added: 1, changed: 0, gone: 0 });
  });
});

describe("a refresh that is planted", () => {
  const cells = ({ context }: Excel.Table, ...block: readonly [row: number, column: number, rows: number, columns: number]) =>
    context.workbook.worksheets.getItem(area(1, 1).sheetId).getRangeByIndexes(...block);
  const body = (table: Excel.Table) => cells(table, 1, 0, 3, 5);
  test.each<[why: string, plant: (table: Excel.Table) => void, complaint: RegExp]>([
    ["rewrites the body by formulas", (table) => void (body(table).formulas = read(4, 5).slice(1)), /formulas/],
    ["writes over a person's column", (table) => void (body(table).values = read(4, 5).slice(1)), /not ours/],
    ["writes below the table", (table) => void (cells(table, 3, 0, 2, 1).values = [["ch_3"], ["ch_4"]]), /not the table's/],
    ["formats cells below the table", (table) => void (cells(table, 4, 2, 1, 1).numberFormat = [["0"]]), /not the table's/],
    ["writes on another sheet", ({ context }) => void (context.workbook.worksheets.getItem("Sheet1").getRangeByIndexes(1, 0, 1, 1).values = [["ch_1"]]), /another sheet/],
    ["writes a header that was there", (table) => void (cells(table, 0, 2, 1, 1).values = [["Betrag"]]), /header/],
    ["clears the body", (table) => body(table).clear(), /clear/],
    ["deletes rows unasked", (table) => table.rows.getItemAt(0).delete(), /delete/],
    ["adds rows one by one", (table) => void table.rows.add(undefined, [[1, 2, 3, 4, 5]]), /add/],
    ["formats cells that were there", (table) => void (cells(table, 1, 2, 3, 1).numberFormat = [["0"], ["0"], ["0"]]), /format/],
    ["resizes twice", (table) => [5, 6].forEach((end) => table.resize(`A1:E${end}`)), /resize/],
  ])("and %s is found", async (_, plant, complaint) => {
    await inUse();
    await inTable(plant);
    expect(complaints(ours).join(" ")).toMatch(complaint);
  });
});

describe("a big refresh that ends early", () => {
  const many = (mark: string, rows: number): CellValue[][] => Array.from({ length: rows }, (_, index) => [`ch_${index}`, index, `${mark} ${"x".repeat(1_200)}`]);
  const state = (rows: number) => ({ values: office.model.readFormulas(area(rows, 8)), tables: office.model.tables() });

  const points = fc.sample(fc.uniqueArray(fc.integer({ min: 1, max: 16 }), { minLength: 10, maxLength: 10 }), 1)[0]!;
  test.each(points.map((point, index) => [index + 1, point] as const))("leaves the old data whole when it is cancelled (random point %i: request %i)", async (_, point) => {
    const written = await insert(many("old", 2_000));
    const before = state(4_100);
    const leaving = new AbortController();
    afterRequest(office, point, () => leaving.abort());
    const attempt = refresh(written, wish(written, many("new", 4_000).toReversed()), leaving.signal);
    expect(await attempt.then(() => null, (thrown: unknown) => AppError.from(thrown).code)).toBe("CANCELLED");
    expect(state(4_100)).toEqual(before);
  }, 30_000);

  test("goes on when Excel was too busy for one request", async () => {
    const written = await insert(many("old", 1_000));
    for (const skip of [3, 4, 5]) {
      office.host.faults.failRequest({ skip, code: "ActivityLimitReached", afterActions: 2 });
      expect(await refresh(written, wish(written, many(`new ${skip}`, 1_000)))).toMatchObject({ changed: 1_000 });
      expect(read(2, 3)[1]?.[2]).toMatch(new RegExp(`^new ${skip}`));
    }
  }, 30_000);

  test("gives a table with totals its new size once, whichever request Excel did and was then too busy to say so", async () => {
    const isBusy = ({ error }: { readonly error: string | null }) => error === "ActivityLimitReached";
    let busy = true;
    for (let skip = 0; skip < 40 && busy; skip++) {
      const written = await insert();
      await inTable((table) => (table.showTotals = true));
      office.host.requests.length = 0;
      office.host.faults.failRequest({ skip, code: "ActivityLimitReached", afterActions: 100 });
      const done = await refresh(written, wish(written, [first[0], ["ch_2", 21, "open"], first[2], ["ch_4", 40, "new"]]));
      expect([skip, done.location.address, read(6, 2)]).toEqual([skip, "Charges!A1:C6", [["id", "amount"], ["ch_1", 10], ["ch_2", 21], ["ch_3", 30], ["ch_4", 40], ["Total", ""]]]);
      busy = office.host.requests.some(isBusy);
      if (busy) await removeSheet();
    }
    expect(busy).toBe(false);
  }, 60_000);

  test("sends only what changed", async () => {
    const written = await insert(many("old", 3_000));
    const next = many("old", 3_000);
    for (let index = 0; index < 50; index++) next[index * 60]![1] = -1;
    office.host.requests.length = 0;
    expect(await refresh(written, wish(written, next))).toMatchObject({ changed: 50 });
    expect(office.host.requests.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(150_000);
  });

  test("says where it failed for good, and all old data or all new is there, whichever request fails", async () => {
    let succeeded = false;
    for (let skip = 2; skip < 40 && !succeeded; skip++) {
      const written = await insert();
      await addOwnColumns();
      const before = all();
      office.host.faults.failRequest({ skip, code: "AccessDenied", afterActions: 3 });
      const next = [["ch_1", 11, "paid"], first[2], ["ch_new", 1, "x"]];
      const failed = await refresh(written, wish(written, next)).then(() => null, (thrown: unknown) => AppError.from(thrown));
      succeeded = !office.host.requests.some(({ error }) => error === "AccessDenied");
      if (failed === null) expect(read(5, 6).slice(1).map((row) => row[2])).toEqual([11, 20, 30, 1]);
      else expect({ skip, ...all() }).toEqual({ skip, ...before });
      if (!succeeded) await removeSheet();
      office.host.requests.length = 0;
    }
    expect(succeeded).toBe(true);
  }, 30_000);

  test("finds the rows again that a person sorted meanwhile, and gives each its own back", async () => {
    const written = await insert(many("old", 1_500));
    when(".values = ", (times) => (times === 1 ? sortByHand(1_500) : undefined));
    const attempt = refresh(written, wish(written, many("new", 1_500)));
    const failed = await attempt.then(() => null, (thrown: unknown) => AppError.from(thrown));
    expect(failed?.message).toBe("The table was sorted, filtered or moved while it was being refreshed.");
    expect(read(1_501, 3).slice(1)).toEqual(many("old", 1_500).toReversed());
  }, 30_000);

  test("gives cells of ours the formulas back that a person had put there, and takes away what Excel filled down", async () => {
    const written = await insert();
    await addOwnColumns();
    await inTable((table) => void (table.worksheet.getRange("C2").formulas = [["=5*2+90"]]));
    const before = all();
    const broken = new AppError("WORKBOOK_REFUSED", "The definition cannot be kept.");
    const confirm = () => Promise.reject(broken);
    const attempt = refresh(written, wish(written, [["ch_1", 11, "paid"], ...first.slice(1), ["ch_4", 1, "x"]], { confirm }));
    expect(await attempt.then(() => null, (thrown: unknown) => thrown)).toBe(broken);
    expect(all()).toEqual(before);
    expect(await refresh(written, wish(written, [...first, ["ch_4", 1, "x"]]))).toMatchObject({ added: 1 });
  });
});
