import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { placeRows } from "../../../../src/platform/office/refresh/place-rows";
import { officeWorkbook } from "../../../../src/platform/office/workbook";
import type { CellValue, TableRefresh } from "../../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../../excel-sim/jest-office";

const going = () => new AbortController().signal;
const owner = fc.constantFrom("a", "b", "c");
const row = fc.tuple(owner, fc.integer({ min: 0, max: 3 }).map(String));

describe("a refresh for some rows of a table", () => {
  test("never takes the place of another row, whatever keys there are, and misses no row but its own", () => {
    fc.assert(
      fc.property(fc.array(row), fc.uniqueArray(row, { selector: String }), fc.uniqueArray(owner), (old, rows, values) => {
        const fresh = rows.filter(([own]) => values.includes(own));
        const { placed, places, gone } = placeRows({ old, fresh, key: [0, 1], keyStood: true, scope: { column: 0, values } });
        expect(placed).toBe("key");
        expect(new Set(places).size).toBe(places.length);
        places.forEach((place, index) => expect(old[place] ?? fresh[index]).toEqual(fresh[index]));
        for (const at of gone) expect(values).toContain(old[at]?.[0]);
        for (const at of gone) expect(places).not.toContain(at);
      }),
    );
  });
});

describe("such a refresh on the sheet", () => {
  let office: StartedOffice;
  beforeEach(async () => {
    office = await startOffice();
  });
  afterEach(() => office.close());

  const content = (rows: readonly (readonly CellValue[])[], headers = ["Query", "Total"]) => ({ headers, rows, formats: headers.map(() => null) });
  const insert = () =>
    officeWorkbook.insertTable({
      target: { kind: "newSheet", sheetName: "Totals" },
      name: "Totals",
      content: content([["a", 1], ["b", 2], ["c", 3]]),
      inBackground: true,
    }, going());
  const cells = (rows: number, columns: number) => {
    const sheet = office.model.sheets().find(({ name }) => name === "Totals")!;
    return office.model.readValues({ sheetId: sheet.id, row: 0, column: 0, rows, columns });
  };
  const refresh = { key: [0], order: [], gone: "mark", goneSince: "2026-11-21", goneHeader: "Not updated since" } as const;

  test("updates its rows, marks those that did not come, adds new ones, and leaves the others", async () => {
    const { location, columns } = await insert();
    const change: TableRefresh = { ...refresh, columns, content: content([["b", 22], ["d", 4]]), scope: { column: 0, values: ["b", "c", "d"] } };
    const done = await officeWorkbook.refreshTable(location, change, going());
    expect(done).toMatchObject({ placed: "key", added: 1, changed: 1, gone: 1 });
    expect(cells(5, 3)).toEqual([["Query", "Total", "Not updated since"], ["a", 1, ""], ["b", 22, ""], ["c", 3, "2026-11-21"], ["d", 4, ""]]);
  });

  test("may bring some columns only: the others keep their values and stay ours", async () => {
    const { location, columns } = await insert();
    const change: TableRefresh = { ...refresh, columns, content: content([["b"]], ["Query"]), scope: { column: 0, values: ["b"] } };
    const done = await officeWorkbook.refreshTable(location, change, going());
    expect(cells(4, 2)).toEqual([["Query", "Total"], ["a", 1], ["b", 2], ["c", 3]]);
    expect(done.columns.map(({ header }) => header).sort()).toEqual(["Query", "Total"]);
  });

  test("a table that is made in the background does not take a person away from their sheet", async () => {
    const before = office.model.activeSheetId();
    await insert();
    expect(office.model.activeSheetId()).toEqual(before);
  });
});
