import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { active, codeOf } from "./batches";
import { inTable } from "./in-table";
import { startOffice, type StartedOffice } from "./jest-office";
import { areaAt, typeInto, valuesAt } from "./keyboard";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

describe("tables", () => {
  beforeEach(() =>
    Excel.run(async (context) => {
      const sheet = active(context);
      sheet.getRange("A1:B3").values = [["id", "amount"], ["ch_1", 5], ["ch_2", 7]];
      sheet.tables.add("A1:B3", true).name = "Charges";
      await context.sync();
    }),
  );

  test("tell their header and body", async () => {
    const [header, body] = await Excel.run(async (context) => {
      const table = context.workbook.tables.getItem("Charges");
      const [head, data] = [table.getHeaderRowRange().load("values"), table.getDataBodyRange().load("values,address")];
      await context.sync();
      return [head.values, [data.address, data.values]];
    });
    expect(header).toEqual([["id", "amount"]]);
    expect(body).toEqual(["Sheet1!A2:B3", [["ch_1", 5], ["ch_2", 7]]]);
  });

  test("are found by id after a rename", async () => {
    const name = await Excel.run(async (context) => {
      const table = context.workbook.tables.getItem("Charges").load("id");
      await context.sync();
      table.name = "Payments";
      await context.sync();
      const again = context.workbook.tables.getItem(table.id).load("name");
      await context.sync();
      return again.name;
    });
    expect(name).toBe("Payments");
  });

  test("keep values and formats when resized, and name new columns", async () => {
    await Excel.run(async (context) => {
      const table = context.workbook.tables.getItem("Charges");
      const sheet = active(context);
      sheet.getRange("B2:B3").numberFormat = [["#,##0.00"], ["#,##0.00"]];
      table.resize("A1:C5");
      await context.sync();
    });
    const [table] = office.model.tables();
    expect(table?.area).toMatchObject({ row: 0, column: 0, rows: 5, columns: 3 });
    expect(valuesAt(office.model, "A1:C2")).toEqual([["id", "amount", "Column3"], ["ch_1", 5, ""]]);
    expect(office.model.readText(table!.area)[2]).toEqual(["ch_2", "7.00", ""]);
  });

  test("grow by rows, which push down what is below them", async () => {
    typeInto(office.model, "A5", "below");
    await Excel.run(async (context) => {
      context.workbook.tables.getItem("Charges").rows.add(undefined, [["ch_3", 9], ["ch_4", 1]]);
      await context.sync();
    });
    expect(valuesAt(office.model, "A3:A7")).toEqual([["ch_2"], ["ch_3"], ["ch_4"], [""], ["below"]]);
    expect(office.model.tables()[0]?.area.rows).toBe(5);
  });

  test("lose rows and pull up what is below them", async () => {
    typeInto(office.model, "A4", "below");
    await Excel.run(async (context) => {
      const { rows } = context.workbook.tables.getItem("Charges");
      rows.getItemAt(0).delete();
      await context.sync();
    });
    expect(valuesAt(office.model, "A1:A3")).toEqual([["id"], ["ch_2"], ["below"]]);
  });

  test("answer for their columns by name", async () => {
    const [values, count] = await Excel.run(async (context) => {
      const { columns } = context.workbook.tables.getItem("Charges");
      const amounts = columns.getItem("Amount").getDataBodyRange().load("values");
      columns.load("count");
      await context.sync();
      return [amounts.values, columns.count];
    });
    expect([values, count]).toEqual([[[5], [7]], 2]);
  });

  test.each([
    ["over another table", "A3:C4", "InvalidOperation"],
    ["on a sheet that does not exist", "Nope!A1:B2", "InvalidArgument"],
  ])("cannot be made %s", async (_, address, expected) => {
    const code = await codeOf(async (context) => {
      context.workbook.tables.add(address, true);
      await context.sync();
    });
    expect(code).toBe(expected);
    expect(office.model.tables()).toHaveLength(1);
  });

  test("refuse a name that is taken or no name", async () => {
    const rename = (name: string) =>
      codeOf(async (context) => {
        active(context).tables.add("D1:E2", true).name = name;
        await context.sync();
      });
    expect(await rename("charges")).toBe("ItemAlreadyExists");
    expect(await codeOf(async (context) => {
      context.workbook.tables.getItem("Charges").name = "two words";
      await context.sync();
    })).toBe("InvalidArgument");
  });

  test("convert to a range and leave their cells", async () => {
    await Excel.run(async (context) => {
      context.workbook.tables.getItem("Charges").convertToRange();
      await context.sync();
    });
    expect(office.model.tables()).toEqual([]);
    expect(valuesAt(office.model, "A1:B1")).toEqual([["id", "amount"]]);
  });

  test("take their cells with them when deleted", async () => {
    await Excel.run(async (context) => {
      context.workbook.tables.getItem("Charges").delete();
      await context.sync();
    });
    expect(valuesAt(office.model, "A1:B1")).toEqual([["", ""]]);
  });

  describe("behave as in Excel", () => {
    const inCharges = (change: (table: Excel.Table) => void) => inTable("Charges", change);

    const refusal = (attempt: Promise<void>) => attempt.then(() => null, (error: OfficeExtension.Error) => error.code);

    test("a protected sheet takes no values, formats, sizes and tables until it is unprotected", async () => {
      await inCharges((table) => table.worksheet.protection.protect());
      const changes: ((table: Excel.Table) => void)[] = [
        (table) => void (table.getDataBodyRange().values = [["x", 1], ["y", 2]]),
        (table) => void (table.getDataBodyRange().numberFormat = [["0", "0"], ["0", "0"]]),
        (table) => table.getRange().clear(),
        (table) => table.resize("A1:B4"),
        (table) => table.delete(),
        (table) => table.reapplyFilters(),
        (table) => void table.worksheet.tables.add("F1:G2", true),
      ];
      for (const change of changes) expect(await refusal(inCharges(change))).toBe("AccessDenied");
      await inCharges((table) => table.worksheet.protection.unprotect());
      await inCharges((table) => table.resize("A1:B4"));
      expect(valuesAt(office.model, "A1:B2")).toEqual([["id", "amount"], ["ch_1", 5]]);
    });

    test("a calculated column is filled down when the table gets more rows, one of mixed formulas is not", async () => {
      await inCharges((table) => {
        table.columns.add(2, [["double"], ["=B2*2"], ["=B3*2"]]);
        table.columns.add(3, [["mixed"], ["=B2*2"], ["=$B$2"]]);
        table.resize("A1:D5");
      });
      expect(office.model.readFormulas(areaAt(office.model, "C4:D5"))).toEqual([["=B4*2", ""], ["=B5*2", ""]]);
    });

    test("a header row that is switched off has no range", async () => {
      await inCharges((table) => void (table.showHeaders = false));
      expect(await refusal(inCharges((table) => void table.getHeaderRowRange().load("address")))).toBe("ItemNotFound");
    });

    test("a filter is told until it is cleared", async () => {
      const isFiltered = () =>
        Excel.run(async (context) => {
          const filter = context.workbook.tables.getItem("Charges").autoFilter.load("isDataFiltered");
          await context.sync();
          return filter.isDataFiltered;
        });
      await inCharges((table) => table.columns.getItem("id").filter.applyValuesFilter(["ch_1"]));
      expect(await isFiltered()).toBe(true);
      await inCharges((table) => table.clearFilters());
      expect(await isFiltered()).toBe(false);
    });
  });
});
