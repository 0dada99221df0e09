import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../../src/base/app-error";
import { timestampFormat } from "../../../src/app/serial-date";
import { officeFormulaCells } from "../../../src/platform/office/formula-cells";
import type { FunctionDeclarations } from "../../excel-sim/host/custom-functions";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";
import { areaAt, typeInto, valuesAt } from "../../excel-sim/keyboard";

const text = { type: "string" };
const functions: FunctionDeclarations = {
  namespace: "STRIPE",
  functions: [
    { id: "QUERY", name: "QUERY", parameters: [{ name: "query", ...text }] },
    { id: "GET", name: "GET", parameters: [{ name: "id", ...text }] },
  ],
};

let office: StartedOffice;
let runs: string[];
/** What a query spills. */
let rows: unknown[][];

beforeEach(async () => {
  office = await startOffice({ functions });
  runs = [];
  rows = [["id", "amount"], ["=1+1", 12.5], ["0042", ""]];
  CustomFunctions.associate({
    QUERY(query: string) {
      runs.push(query);
      if (query === "bad") return new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, "There is no such table.");
      return rows;
    },
    GET(id: string) {
      runs.push(id);
      return `${id}@example.com`;
    },
  });
});
afterEach(() => office.close());

const going = () => new AbortController().signal;
const type = (address: string, input: string) => typeInto(office.model, address, input);
const shown = (address: string) => valuesAt(office.model, address);
const formulas = (address: string) => office.model.readFormulas(areaAt(office.model, address));
const failure = (attempt: Promise<unknown>) => attempt.then(() => null, (thrown: unknown) => AppError.from(thrown));

/** Until no function runs and no cell waits. */
async function calculated(): Promise<void> {
  while (office.host.runningFunctions() > 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** What was written to the sheets, or run, since the last look. */
const asked = (pattern: RegExp) => office.host.requests.flatMap(({ actions }) => actions).filter((action) => pattern.test(action));

describe("the add-in's formulas in a workbook", () => {
  test("are counted on all sheets, a spill once, whatever else is there", async () => {
    office.model.addSheet("Other");
    type("A1", '=STRIPE.QUERY("q")');
    type("E1", '=IFERROR(STRIPE.GET("cus_1"),"")');
    type("E2", "=SUM(B1:B9)");
    type("E3", "STRIPE.QUERY(1)");
    type("Other!C3", '=_xldudf_STRIPE_QUERY("q")');
    await calculated();
    expect(await officeFormulaCells.count(going())).toEqual({ working: 2, broken: 1 });
  });

  test("are counted where a cell calls them by a name, also by a name of a name, as names are seen from its sheet", async () => {
    const other = office.model.addSheet("Other").id;
    const name = (spelling: string, refersTo: string, scope: string | null = null) => office.model.addName({ name: spelling, scope, refersTo, comment: "" });
    name("EmailOf", 'LAMBDA(id,STRIPE.GET(id))');
    name("Emails", "emailof(Ids)");
    name("Rate", "1.19");
    name("Rate", 'STRIPE.QUERY("q")', other);
    for (const [cell, input] of [["A1", '=EMAILOF("cus_1")'], ["A2", "=Emails"], ["A3", "=Rate"], ["A4", '="Emails"'], ["A5", "=EmailsOf"], ["Other!A1", "=2*Rate"]]) type(cell ?? "", input ?? "");
    await calculated();
    expect(await officeFormulaCells.count(going())).toEqual({ working: 3, broken: 0 });
    await officeFormulaCells.recalculate(going());
    expect(asked(/SetDirty/i)).toHaveLength(3);
  });

  test("are none in an empty workbook", async () => {
    expect(await officeFormulaCells.count(going())).toEqual({ working: 0, broken: 0 });
    expect(await officeFormulaCells.recalculate(going())).toBe(0);
  });

  describe("on a sheet with a hundred thousand plain values", () => {
    beforeEach(() => {
      const area = { sheetId: office.model.activeSheetId(), row: 0, column: 0, rows: 10_000, columns: 10 };
      office.model.writeCells(area, Array.from({ length: area.rows }, (_, row) => Array.from({ length: area.columns }, (__, column) => `cus_${row}_${column}`)));
      office.host.faults.payloadLimit = 20_000;
    });

    test("are none without a look at the values", async () => {
      const before = office.host.requests.length;
      expect(await officeFormulaCells.count(going())).toEqual({ working: 0, broken: 0 });
      const asked = office.host.requests.slice(before);
      expect(asked.flatMap(({ actions }) => actions).filter((action) => action.includes('load("formulas")'))).toEqual([]);
      expect(asked.length).toBeLessThanOrEqual(4);
    });

    test("are found by reading the cells around them only", async () => {
      type("L5000", '=STRIPE.GET("cus_1")');
      type("M5002", '=_xldudf_STRIPE_QUERY("q")');
      type("M5009", "=1+1");
      expect(await officeFormulaCells.count(going())).toEqual({ working: 1, broken: 1 });
    });

    test("are found where Excel cannot tell which cells hold formulas", async () => {
      office.host.faults.payloadLimit = 5_000_000;
      type("L5000", '=STRIPE.GET("cus_1")');
      office.host.faults.failRequest({ skip: 2, code: "AccessDenied" });
      expect(await officeFormulaCells.count(going())).toEqual({ working: 1, broken: 0 });
    });
  });

  test("are found in large sheets by parts that Excel gives at once", async () => {
    office.host.faults.payloadLimit = 5_000_000;
    const { model } = office;
    const area = { sheetId: model.activeSheetId(), row: 0, column: 0, rows: 20_000, columns: 20 };
    model.writeCells(area, Array.from({ length: area.rows }, (_, row) => Array.from({ length: area.columns }, (__, column) => `cus_${row}_${column}`)));
    type("V20001", '=STRIPE.GET("cus_1")');
    expect(await officeFormulaCells.count(going())).toEqual({ working: 1, broken: 0 });
  });

  test("are found among long texts too, of which Excel gives fewer at once", async () => {
    office.host.faults.payloadLimit = 1_000_000;
    const { model } = office;
    const area = { sheetId: model.activeSheetId(), row: 0, column: 0, rows: 5_000, columns: 1 };
    model.writeCells(area, Array.from({ length: area.rows }, () => ["x".repeat(1_000)]));
    type("A5001", '=STRIPE.GET("cus_1")');
    type("B1", '=STRIPE.GET("cus_2")');
    expect(await officeFormulaCells.count(going())).toEqual({ working: 2, broken: 0 });
  });
});

describe("running formulas again", () => {
  test("runs each of ours once, and is nothing that is written", async () => {
    type("A1", '=STRIPE.QUERY("q")');
    type("E1", '=STRIPE.GET("cus_1")');
    type("G1", '=_xldudf_STRIPE_QUERY("q")');
    await calculated();
    runs = [];
    rows = [["id"], ["ch_1"]];
    expect(await officeFormulaCells.recalculate(going())).toBe(2);
    await calculated();
    expect(runs.sort()).toEqual(["cus_1", "q"]);
    expect(shown("A1:B3")).toEqual([["id", ""], ["ch_1", ""], ["", ""]]);
    expect(asked(/ = /)).toEqual([]);
    expect(asked(/calculate\(/)).toEqual(['workbook.application.calculate("Recalculate")']);
  });
});

describe("converting formulas to values", () => {
  test("leaves what they showed, texts as texts, and the formats of the cells", async () => {
    type("A1", '=STRIPE.QUERY("q")');
    type("E1", '=STRIPE.GET("cus_1")');
    type("F1", "=B2*2");
    office.model.writeNumberFormats({ ...areaAt(office.model, "B2"), rows: 1, columns: 1 }, [["#,##0.00"]]);
    await calculated();
    expect(await officeFormulaCells.toValues(going())).toEqual({ converted: 2, left: 0 });
    const values = [["id", "amount"], ["=1+1", 12.5], ["0042", ""]];
    expect(shown("A1:B3")).toEqual(values);
    expect(formulas("A1:B3")).toEqual(values);
    expect(formulas("E1:F1")).toEqual([["cus_1@example.com", "=B2*2"]]);
    expect(shown("F1")).toEqual([[25]]);
    expect(office.model.readNumberFormats(areaAt(office.model, "B2"))).toEqual([["#,##0.00"]]);
    expect(await officeFormulaCells.count(going())).toEqual({ working: 0, broken: 0 });
  });

  test("keeps the values of formulas that read the cells of another", async () => {
    type("A1", '=STRIPE.QUERY("q")');
    type("E1", "=STRIPE.GET(A1)");
    await calculated();
    await calculated();
    expect(await officeFormulaCells.toValues(going())).toEqual({ converted: 2, left: 0 });
    expect(formulas("E1")).toEqual([["id@example.com"]]);
  });

  test("leaves formulas that show an error", async () => {
    type("A1", '=STRIPE.QUERY("bad")');
    type("C1", '=_xldudf_STRIPE_GET("cus_1")');
    type("E1", '=STRIPE.GET("cus_1")');
    await calculated();
    expect(await officeFormulaCells.toValues(going())).toEqual({ converted: 1, left: 2 });
    expect(formulas("A1:E1")).toEqual([['=STRIPE.QUERY("bad")', "", '=_xldudf_STRIPE_GET("cus_1")', "", "cus_1@example.com"]]);
  });

  test("gives the cells the format that dates came with, but keeps formats of their own", async () => {
    const date = (basicValue: number) => ({ type: "FormattedNumber", basicValue, numberFormat: timestampFormat });
    rows = [["id", "created"], ["ch_1", date(45_000)], ["ch_2", date(45_001)]];
    type("A1", '=STRIPE.QUERY("q")');
    office.model.writeNumberFormats(areaAt(office.model, "B3"), [["yyyy"]]);
    await calculated();
    expect(await officeFormulaCells.toValues(going())).toEqual({ converted: 1, left: 0 });
    expect(shown("A1:B3")).toEqual([["id", "created"], ["ch_1", 45_000], ["ch_2", 45_001]]);
    expect(office.model.readText(areaAt(office.model, "B2:B3"))).toEqual([["2023-03-15 00:00:00"], ["2023"]]);
    expect(office.model.readNumberFormats(areaAt(office.model, "A1:B3"))).toEqual([
      ["General", "General"],
      ["General", timestampFormat],
      ["General", "yyyy"],
    ]);
  });

  test("writes a large spill in several requests below Excel's limit", async () => {
    rows = Array.from({ length: 3_000 }, (_, index) => [`text ${index}`, "x".repeat(1_000)]);
    type("A1", '=STRIPE.QUERY("q")');
    await calculated();
    office.host.faults.payloadLimit = 4_000_000;
    expect(await officeFormulaCells.toValues(going())).toEqual({ converted: 1, left: 0 });
    expect(asked(/\.values = /).length).toBeGreaterThan(1);
    expect(formulas("A1:B3000")).toEqual(rows);
  });

  test("goes on in further requests where there are many formulas, far below Excel's limit however short what they show is", async () => {
    const { model } = office;
    const area = { sheetId: model.activeSheetId(), row: 0, column: 0, rows: 1_000, columns: 1 };
    model.writeCells(area, Array.from({ length: area.rows }, () => ['=IF(TRUE,1,STRIPE.GET("cus_1"))']));
    await calculated();
    expect(await officeFormulaCells.toValues(going())).toEqual({ converted: 1_000, left: 0 });
    const written = office.host.requests.filter(({ actions }) => actions.some((action) => action.includes(".values = ")));
    expect(Math.max(...written.map(({ length }) => length))).toBeLessThan(600_000);
    expect(shown("A1000")).toEqual([[1]]);
    expect(formulas("A1000")).toEqual([[1]]);
  });

  test("of a workbook with a protected sheet changes nothing and says which sheet it is, unless no formula of ours is on it", async () => {
    const other = office.model.addSheet("Budget 2026").id;
    const protection = (change: "protect" | "unprotect") =>
      Excel.run((context) => {
        context.workbook.worksheets.getItem(other).protection[change]();
        return context.sync();
      });
    type("A1", '=STRIPE.QUERY("q")');
    type("'Budget 2026'!A1", '=STRIPE.GET("cus_1")');
    await calculated();
    await protection("protect");
    expect(await failure(officeFormulaCells.toValues(going()))).toMatchObject({
      code: "WORKBOOK_REFUSED",
      message: 'The sheet "Budget 2026" is protected.',
      hint: "Choose Review > Unprotect Sheet, then convert again.",
    });
    expect(asked(/ = /)).toEqual([]);
    expect(formulas("A1")).toEqual([['=STRIPE.QUERY("q")']]);
    await protection("unprotect");
    type("'Budget 2026'!A1", "");
    await protection("protect");
    expect(await officeFormulaCells.toValues(going())).toEqual({ converted: 1, left: 0 });
  });

  test.each([9, 10, 11])("that Excel refuses at request %i puts the formula back, which shows its values again", async (skip) => {
    rows = Array.from({ length: 3_000 }, (_, index) => [`text ${index}`, "x".repeat(1_000)]);
    type("A1", '=STRIPE.QUERY("q")');
    await calculated();
    office.host.faults.failRequest({ skip, code: "AccessDenied" });
    expect(await failure(officeFormulaCells.toValues(going()))).toMatchObject({ code: "WORKBOOK_REFUSED" });
    await calculated();
    expect(formulas("A1")).toEqual([['=STRIPE.QUERY("q")']]);
    expect(shown("A3000:B3000")).toEqual([rows.at(-1)]);
  });
});

describe("repairing formulas", () => {
  test("gives broken ones their name back, so that they run; others are not written", async () => {
    type("A1", '=_xldudf_STRIPE_QUERY("_xldudf_STRIPE_QUERY(")');
    type("E1", '=STRIPE.GET("cus_1")');
    await calculated();
    expect(shown("A1")).toEqual([["#NAME?"]]);
    expect(await officeFormulaCells.repair(going())).toBe(1);
    await calculated();
    expect(formulas("A1")).toEqual([['=STRIPE.QUERY("_xldudf_STRIPE_QUERY(")']]);
    expect(shown("A1")).toEqual([["id"]]);
    expect(asked(/ = /)).toHaveLength(1);
    expect(await officeFormulaCells.count(going())).toEqual({ working: 2, broken: 0 });
  });
});
