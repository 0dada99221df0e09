import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startOffice, type StartedOffice } from "./jest-office";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

describe("office.js on the simulated Excel", () => {
  test("writes values and makes a table of them", async () => {
    const name = await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange("A1:B2").values = [["id", "amount"], ["ch_1", 12.5]];
      const table = sheet.tables.add("A1:B2", true);
      table.name = "Charges";
      table.load("name");
      await context.sync();
      return table.name;
    });
    expect(name).toBe("Charges");
    const [table] = office.model.tables();
    expect(table && office.model.readValues(table.area)).toEqual([["id", "amount"], ["ch_1", 12.5]]);
  });
});
