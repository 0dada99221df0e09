import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { datedCells, withoutFormats } from "../../functions/dated-cells";
import { toSerialDate } from "../../src/app/serial-date";
import { startCells, type StartedCells } from "./cells";

const shownDate = expect.stringMatching(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d$/) as unknown;
const serial = expect.any(Number) as unknown;

let cells: StartedCells;
beforeAll(async () => (cells = await startCells({ requirementSets: { CustomFunctionsRuntime: 1.4 } })));
beforeEach(() => cells.begin());
afterAll(() => cells.close());

describe("dates of formulas, in an Excel with data types", () => {
  test("are numbers that show as dates without a format of the cell; other columns show as they are", async () => {
    const values = await cells.type('=STRIPE.QUERY("SELECT id, created, amount FROM charges LIMIT 1")', 2, 3);
    expect(values[1]).toEqual([expect.stringMatching(/^ch_/), serial, serial]);
    expect(cells.texts(2, 3)[1]?.[1]).toEqual(shownDate);
    expect(cells.texts(2, 3)[1]?.[2]).toBe(String(values[1]?.[2]));
    expect(cells.formats(2, 3).flat()).toEqual(Array.from({ length: 6 }, () => "General"));
  });

  test("keep a format that the person gave the cell", async () => {
    cells.format(1, "yyyy");
    await cells.type('=STRIPE.TABLE("charges","id,created",,1)', 2, 2);
    expect(cells.formats(2, 2)[1]).toEqual(["General", "yyyy"]);
    expect(cells.texts(2, 2)[1]?.[1]).toMatch(/^20\d\d$/);
  });

  test("of one object show as dates too", async () => {
    const { id } = cells.started.sandbox.all("customer")[0] ?? { id: "none" };
    expect(await cells.type(`=STRIPE.GET("${id}","created")`)).toEqual([[serial]]);
    expect(cells.texts(1, 1)).toEqual([[shownDate]]);
  });
});

describe("dates of formulas", () => {
  const answerOf = (rows: number) => ({
    columns: [{ name: "created", type: "timestamp" as const, currency: null }],
    rows: Array.from({ length: rows }, () => ["2026-01-01 12:00:00"]),
  });
  const dated = (rows: number) => datedCells(answerOf(rows) as unknown as Parameters<typeof datedCells>[0]);

  test("are plain numbers in an Excel without data types", () => {
    expect(withoutFormats([["created", 1], ...dated(1).rows])).toEqual([["created", 1], [toSerialDate("2026-01-01 12:00:00")]]);
  });

  test("are plain numbers too where so many formats would make the result too large for Excel", () => {
    expect(dated(20_000).rows[0]?.[0]).toMatchObject({ numberFormat: "yyyy-mm-dd hh:mm:ss" });
    expect(dated(20_001).rows[0]?.[0]).toBe(toSerialDate("2026-01-01 12:00:00"));
  });
});
