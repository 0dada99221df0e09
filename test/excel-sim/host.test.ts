import { afterEach, describe, expect, test } from "@jest/globals";
import { startOffice, type StartedOffice } from "./jest-office";

let office: StartedOffice;
afterEach(() => office.close());

/** Writes one cell and tells the code of the failure, if any. */
function writeCell(value: unknown, options: Excel.RunOptions = {}): Promise<string> {
  return Excel.run(options, async (context) => {
    context.workbook.worksheets.getActiveWorksheet().getRange("A1").values = [[value]];
    await context.sync();
    return "written";
  }).catch((error: OfficeExtension.Error) => error.code);
}

describe("failure switches", () => {
  test("a request over the limit is refused as Excel on the web does", async () => {
    office = await startOffice();
    expect(office.host.faults.payloadLimit).toBe(5 * 1024 * 1024);
    office.host.faults.payloadLimit = 2_000;
    expect(await writeCell("x".repeat(3_000))).toBe("RequestPayloadSizeLimitExceeded");
    expect(await writeCell("x")).toBe("written");
    expect(office.host.requests.filter(({ toService }) => !toService).map(({ error }) => error)).toEqual(["RequestPayloadSizeLimitExceeded", null]);
  });

  test("an answer over the limit fails too", async () => {
    office = await startOffice();
    await writeCell("x".repeat(3_000));
    office.host.faults.payloadLimit = 2_000;
    const read = Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().getRange("A1").load("values");
      await context.sync();
    });
    await expect(read).rejects.toMatchObject({ code: "ResponsePayloadSizeLimitExceeded" });
  });

  test("while a person types in a cell, requests fail or wait", async () => {
    office = await startOffice();
    office.host.faults.cellEdit.begin();
    expect(await writeCell(1)).toBe("InvalidOperationInCellEditMode");
    const delayed = writeCell(2, { delayForCellEdit: true });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(office.model.usedArea(office.model.activeSheetId())).toBeNull();
    office.host.faults.cellEdit.end();
    expect(await delayed).toBe("written");
  });

  test("a chosen request fails half-way and what it did stays done", async () => {
    office = await startOffice();
    office.host.faults.failRequest({ skip: 1, code: "GeneralException" });
    expect(await writeCell(1)).toBe("written");
    expect(await writeCell(2)).toBe("GeneralException");
    expect(await writeCell(3)).toBe("written");
  });

  test("an older Excel says which requirement sets it lacks", async () => {
    office = await startOffice({ requirementSets: { ExcelApi: 1.12 } });
    const { requirements } = Office.context;
    expect(requirements.isSetSupported("ExcelApi", "1.12")).toBe(true);
    expect(requirements.isSetSupported("ExcelApi", "1.13")).toBe(false);
  });

  test("a member that the simulation lacks is named", async () => {
    office = await startOffice();
    const call = Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().charts.load("count");
      await context.sync();
    });
    await expect(call).rejects.toMatchObject({ code: "ApiNotFound" });
  });
});

describe("the add-in's runtime", () => {
  test("a ribbon button runs its function and waits for completed", async () => {
    office = await startOffice();
    const pressed: string[] = [];
    Office.actions.associate("refreshAll", (event: Office.AddinCommands.Event) => {
      pressed.push(event.source.id);
      event.completed();
    });
    await office.host.runCommand("refreshAll", "RefreshAll");
    expect(pressed).toEqual(["RefreshAll"]);
  });

  test("the pane is shown and hidden, and the add-in hears of it", async () => {
    office = await startOffice();
    const modes: string[] = [];
    await Office.addin.onVisibilityModeChanged((message) => void modes.push(message.visibilityMode));
    await Office.addin.showAsTaskpane();
    expect(office.host.addIn.paneVisible).toBe(true);
    office.host.setPaneVisible(false);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(modes).toEqual(["Taskpane", "Hidden"]);
  });

  test("start-up behaviour is kept with the workbook", async () => {
    office = await startOffice();
    await Office.addin.setStartupBehavior(Office.StartupBehavior.load);
    expect(office.host.addIn.startsWithWorkbook).toBe(true);
    expect(await Office.addin.getStartupBehavior()).toBe("Load");
  });

  test("a ribbon button can be disabled", async () => {
    office = await startOffice();
    await Office.ribbon.requestUpdate({ tabs: [{ id: "TabData", controls: [{ id: "Refresh", enabled: false }] }] });
    expect(office.host.addIn.ribbon.get("Refresh")).toEqual({ enabled: false });
  });

  test("OfficeRuntime.storage keeps texts", async () => {
    office = await startOffice();
    const { storage } = office.OfficeRuntime;
    await storage.setItem("a", "1");
    expect(await storage.getItem("a")).toBe("1");
    expect(await storage.getKeys()).toEqual(["a"]);
    await storage.removeItem("a");
    expect(await storage.getItem("a")).toBeNull();
  });
});
