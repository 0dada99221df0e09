import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startOffice, type StartedOffice } from "./jest-office";
import { areaAt, typeInto } from "./keyboard";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

/** office.js hands events over in later microtasks and one timer. */
const delivered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe("events", () => {
  test("a changed table tells its listeners until they go", async () => {
    const seen: string[] = [];
    const registration = await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange("A1:A2").values = [["id"], ["ch_1"]];
      const table = sheet.tables.add("A1:A2", true);
      const handler = table.onChanged.add((event) => Promise.resolve(void seen.push(`${event.changeType} ${event.address}`)));
      await context.sync();
      return handler;
    });
    typeInto(office.model, "A2", "ch_2");
    typeInto(office.model, "D9", "elsewhere");
    await delivered();
    expect(seen).toEqual(["RangeEdited A2"]);
    registration.remove();
    await registration.context.sync();
    typeInto(office.model, "A2", "ch_3");
    await delivered();
    expect(seen).toHaveLength(1);
  });

  test("a listener can tell the add-in's own writes by the trigger", async () => {
    const triggers: (string | undefined)[] = [];
    await Excel.run(async (context) => {
      context.workbook.worksheets.onChanged.add((event) => Promise.resolve(void triggers.push(event.triggerSource)));
      await context.sync();
      context.workbook.worksheets.getActiveWorksheet().getRange("A1").values = [[1]];
      await context.sync();
    });
    typeInto(office.model, "A2", "typed");
    await delivered();
    expect(triggers).toEqual(["ThisLocalAddin", "Unknown"]);
  });

  test("nothing is told while events are off", async () => {
    const seen: string[] = [];
    await Excel.run(async (context) => {
      context.workbook.worksheets.onChanged.add((event) => Promise.resolve(void seen.push(event.address)));
      context.runtime.enableEvents = false;
      await context.sync();
      context.workbook.worksheets.getActiveWorksheet().getRange("A1").values = [[1]];
      context.runtime.enableEvents = true;
      await context.sync();
    });
    await delivered();
    expect(seen).toEqual([]);
  });

  test("a sort is told where it moved rows", async () => {
    const seen: string[] = [];
    const values = [["id"], [2], [1]];
    await Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      const range = worksheets.getActiveWorksheet().getRange("B2:B4");
      range.values = values;
      const table = worksheets.getActiveWorksheet().tables.add("B2:B4", true);
      worksheets.onRowSorted.add((event) => Promise.resolve(void seen.push(event.address)));
      await context.sync();
      for (let time = 0; time < 2; time++) table.sort.apply([{ key: 0, ascending: true }]);
      await context.sync();
    });
    await delivered();
    expect(seen).toEqual(["B3:B4"]);
  });

  test("selections, new sheets and activations are told", async () => {
    const seen: string[] = [];
    await Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      worksheets.onSelectionChanged.add((event) => Promise.resolve(void seen.push(`selected ${event.address}`)));
      worksheets.onAdded.add(() => Promise.resolve(void seen.push("added")));
      worksheets.onActivated.add(() => Promise.resolve(void seen.push("activated")));
      await context.sync();
    });
    office.model.select(areaAt(office.model, "B2:C3"));
    office.model.activateSheet(office.model.addSheet("Two").id);
    await delivered();
    expect(seen).toEqual(["selected B2:C3", "added", "activated"]);
  });
});
