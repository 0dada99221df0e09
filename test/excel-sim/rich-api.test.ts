import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { active, codeOf } from "./batches";
import { startOffice, type StartedOffice } from "./jest-office";
import { typeInto, valuesAt } from "./keyboard";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

describe("ranges", () => {
  test("values come back with their address", async () => {
    const range = await Excel.run(async (context) => {
      const target = active(context).getRange("A1:B2");
      target.values = [[1, "two"], [true, ""]];
      target.load("values,address,valueTypes");
      await context.sync();
      return target.toJSON();
    });
    expect(range).toMatchObject({
      address: "Sheet1!A1:B2",
      values: [[1, "two"], [true, ""]],
      valueTypes: [["Double", "String"], ["Boolean", "Empty"]],
    });
  });

  test("null leaves a cell alone and an empty string empties it", async () => {
    typeInto(office.model, "A1:B1", "old");
    await Excel.run(async (context) => {
      active(context).getRange("A1:B1").values = [[null, ""]];
      await context.sync();
    });
    expect(valuesAt(office.model, "A1:B1")).toEqual([["old", ""]]);
  });

  test("one value is spread over the whole range", async () => {
    await Excel.run(async (context) => {
      active(context).getRange("A1:B2").values = 7 as unknown as number[][];
      await context.sync();
    });
    expect(valuesAt(office.model, "A1:B2")).toEqual([[7, 7], [7, 7]]);
  });

  test("a matrix of the wrong size is refused and nothing is written", async () => {
    const code = await codeOf(async (context) => {
      active(context).getRange("A1:B2").values = [[1], [2]];
      await context.sync();
    });
    expect(code).toBe("InvalidArgument");
    expect(office.model.usedArea(office.model.activeSheetId())).toBeNull();
  });

  test("number formats give the text that a person sees", async () => {
    const text = await Excel.run(async (context) => {
      const range = active(context).getRange("A1:C1");
      range.values = [[1234.5, 45000.5, 0.256]];
      range.numberFormat = [["#,##0.00", "yyyy-mm-dd hh:mm:ss", "0.0%"]];
      range.load("text");
      await context.sync();
      return range.text;
    });
    expect(text).toEqual([["1,234.50", "2023-03-15 12:00:00", "25.6%"]]);
  });

  test("ranges lead to other ranges", async () => {
    const addresses = await Excel.run(async (context) => {
      const start = active(context).getRange("B2:C3");
      const ranges = [
        start.getResizedRange(2, 1),
        start.getOffsetRange(1, 1),
        start.getRow(1),
        start.getColumn(0),
        start.getCell(1, 1),
        start.getLastRow(),
        start.getBoundingRect("E5"),
        start.getIntersection("A1:B2"),
        start.getEntireColumn(),
        active(context).getRangeByIndexes(9, 0, 2, 3),
      ];
      for (const range of ranges) range.load("address");
      await context.sync();
      return ranges.map((range) => range.address.replace("Sheet1!", ""));
    });
    expect(addresses).toEqual(["B2:D5", "C3:D4", "B3:C3", "B2:B3", "C3", "B3:C3", "B2:E5", "B2", "B:C", "A10:C11"]);
  });

  test("leaving the sheet is refused", async () => {
    const code = await codeOf(async (context) => {
      active(context).getRange("A1").getOffsetRange(-1, 0).load("address");
      await context.sync();
    });
    expect(code).toBe("InvalidArgument");
  });

  test("the used range grows with what is written, and is a null object on an empty sheet", async () => {
    const [before, after] = await Excel.run(async (context) => {
      const empty = active(context).getUsedRangeOrNullObject().load("address");
      await context.sync();
      active(context).getRange("B2:D4").values = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
      const used = active(context).getUsedRange().load("address");
      await context.sync();
      return [empty.isNullObject, used.address];
    });
    expect([before, after]).toEqual([true, "Sheet1!B2:D4"]);
  });

  test("a write of many cells arrives whole, although office.js cuts it into chunks", async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => [i, `ch_${i}`, i * 1.5]);
    await Excel.run(async (context) => {
      active(context).getRange("A1").getResizedRange(1_999, 2).values = rows;
      await context.sync();
    });
    expect(valuesAt(office.model, "A1:C2000")).toEqual(rows);
  });

  test("a property that was not loaded is the error that a person forgets about", async () => {
    const code = await codeOf(async (context) => {
      const range = active(context).getRange("A1");
      await context.sync();
      // eslint-plugin-office-addins would see a plain read; this one is on purpose.
      return Reflect.get(range, "values") as unknown;
    });
    expect(code).toBe("PropertyNotLoaded");
  });
});

describe("worksheets", () => {
  test("are added, activated, renamed, listed and deleted", async () => {
    const names = await Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      const added = worksheets.add("Charges");
      added.activate();
      await context.sync();
      added.name = "Payments";
      worksheets.load("items/name");
      await context.sync();
      return worksheets.items.map((sheet) => sheet.name);
    });
    expect(names).toEqual(["Sheet1", "Payments"]);
    expect(office.model.activeSheetId()).toBe(office.model.sheets()[1]?.id);
    await Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Payments").delete();
      await context.sync();
    });
    expect(office.model.sheets().map(({ name }) => name)).toEqual(["Sheet1"]);
  });

  test.each([
    ["sheet1", "ItemAlreadyExists"],
    ["a/b", "InvalidArgument"],
    ["x".repeat(32), "InvalidArgument"],
  ])("the name %s is refused with %s", async (name, expected) => {
    const code = await codeOf(async (context) => {
      context.workbook.worksheets.add(name);
      await context.sync();
    });
    expect(code).toBe(expected);
  });

  test("the last visible sheet cannot be deleted", async () => {
    const code = await codeOf(async (context) => {
      active(context).delete();
      await context.sync();
    });
    expect(code).toBe("InvalidOperation");
  });

  test("a missing sheet is a null object, or ItemNotFound with the statement that failed", async () => {
    const isNull = await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItemOrNullObject("Nope").load("name");
      await context.sync();
      return sheet.isNullObject;
    });
    expect(isNull).toBe(true);
    const failure = Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Nope").activate();
      await context.sync();
    });
    await expect(failure).rejects.toMatchObject({ code: "ItemNotFound", debugInfo: { errorLocation: "WorksheetCollection.getItem" } });
  });
});

describe("what a workbook carries", () => {
  test("names, settings, custom XML parts and bindings", async () => {
    const found = await Excel.run(async (context) => {
      const { workbook } = context;
      workbook.names.add("Total", active(context).getRange("B2"));
      const total = workbook.names.getItem("Total").getRange().load("address");
      workbook.settings.add("query", { limit: [1, 2] });
      const setting = workbook.settings.getItem("query").load("value");
      const part = workbook.customXmlParts.add('<q xmlns="urn:example:queries"><query/></q>');
      part.load("id,namespaceUri");
      const parts = workbook.customXmlParts.getByNamespace("urn:example:queries").load("items/id");
      const other = workbook.customXmlParts.getByNamespace("urn:other").getOnlyItemOrNullObject().load("id");
      const binding = workbook.bindings.add("Sheet1!A1:B2", "Range", "b1").load("id,type");
      await context.sync();
      return [total.address, part.namespaceUri, other.isNullObject, binding.id, binding.type, setting.toJSON().value, parts.items.length] as unknown[];
    });
    expect(found).toEqual([
      "Sheet1!B2", "urn:example:queries", true, "b1", "Range", { limit: [1, 2] }, 1,
    ]);
    expect([...office.host.xmlParts.values()]).toEqual(['<q xmlns="urn:example:queries"><query/></q>']);
  });

  test("document settings are saved with the file", async () => {
    const { settings } = Office.context.document;
    settings.set("autoOpen", { v: 1 });
    const status = await new Promise((resolve) => settings.saveAsync((result) => resolve(result.status)));
    expect(status).toBe("succeeded");
    expect(office.host.documentSettings.size).toBe(1);
  });
});

describe("the request log", () => {
  test("tells what was asked of Excel, in order", async () => {
    office.host.requests.length = 0;
    await Excel.run(async (context) => {
      const sheet = active(context);
      sheet.getRange("A1:B2").values = [["id", "amount"], ["ch_1", 1]];
      sheet.tables.add("A1:B2", true).name = "Charges";
      await context.sync();
    });
    expect(office.host.requests).toHaveLength(1);
    expect(office.host.requests[0]).toMatchObject({
      error: null,
      toService: false,
      actions: [
        'workbook.worksheets.getActiveWorksheet().getRange("A1:B2").values = [2 x 2]',
        'workbook.worksheets.getActiveWorksheet().tables.add("A1:B2", true)',
        'workbook.worksheets.getActiveWorksheet().tables.add("A1:B2", true).name = "Charges"',
      ],
    });
  });
});
