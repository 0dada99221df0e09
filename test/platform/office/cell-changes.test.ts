import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { AppError } from "../../../src/base/app-error";
import { officeCellChanges } from "../../../src/platform/office/cell-changes";
import type { FollowedCell } from "../../../src/platform/ports";
import { officeWorkbook } from "../../../src/platform/office/workbook";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";
import { areaAt, typeInto } from "../../excel-sim/keyboard";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const going = () => new AbortController().signal;
/** office.js hands events over in later microtasks and one timer. */
const delivered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40));

async function watch(...cells: readonly string[]) {
  const changes: string[] = [];
  const failures: AppError[] = [];
  const stop = new AbortController();
  const followed = cells.map((cell) => ({ cell, sheetId: null }));
  const places = new Map<string, FollowedCell | null>();
  const told = { changed: ({ cell }: FollowedCell) => changes.push(cell), placed: ({ cell }: FollowedCell, now: FollowedCell | null) => places.set(cell, now) };
  await officeCellChanges.watch({ cells: followed, ...told, failed: (failure) => failures.push(failure) }, stop.signal);
  return { changes, failures, places, stop };
}

const nameCell = (name: string, address: string) =>
  Excel.run(async (context) => {
    context.workbook.names.add(name, context.workbook.worksheets.getActiveWorksheet().getRange(address));
    await context.sync();
  });

describe("cells that are watched in Excel", () => {
  test("tell of what a person types or pastes over them, and of nothing beside them", async () => {
    const { changes } = await watch("Sheet1!B2", "sheet1!$D$4:$D$5");
    for (const address of ["B2", "A1:C3", "B3", "D5", "E4"]) typeInto(office.model, address, "typed");
    await delivered();
    expect(changes).toEqual(["Sheet1!B2", "Sheet1!B2", "sheet1!$D$4:$D$5"]);
  });

  test("are those of their own sheet", async () => {
    const { changes } = await watch("Sheet1!B2");
    office.model.activateSheet(office.model.addSheet("Two").id);
    typeInto(office.model, "B2", "typed");
    await delivered();
    expect(changes).toEqual([]);
  });

  test("stay those of their sheet when it is called something else; what they are called now is told", async () => {
    const { id } = office.model.addSheet("Input");
    office.model.addSheet("Other");
    const followed = await officeCellChanges.place({ cell: "input!B2", sheetId: null }, going());
    expect(followed).toEqual({ cell: "Input!B2", sheetId: id });
    office.model.renameSheet(id, "My rates");
    expect(await officeCellChanges.place(followed!, going())).toEqual({ cell: "'My rates'!B2", sheetId: id });
    const told: unknown[] = [];
    const watched = { cells: [followed!], changed: () => told.push("changed"), placed: (_: unknown, now: unknown) => told.push(now), failed: (failure: unknown) => told.push(failure) };
    await officeCellChanges.watch(watched, going());
    typeInto(office.model, "'My rates'!B2", "typed");
    await delivered();
    const now = { cell: "'My rates'!B2", sheetId: id };
    expect(told).toEqual([now, now, "changed"]);
  });

  test("are told to be gone with their sheet or name, at first and later, and found by the sheet's name where its id is another", async () => {
    const { id } = office.model.addSheet("Input");
    const { places } = await watch("Input!B2", "Gone!B2", "Nothing");
    expect(places.get("Input!B2")).toEqual({ cell: "Input!B2", sheetId: id });
    expect([places.get("Gone!B2"), places.get("Nothing")]).toEqual([null, null]);
    expect(await officeCellChanges.place({ cell: "Input!B2", sheetId: "{another}" }, going())).toEqual({ cell: "Input!B2", sheetId: id });
    office.model.deleteSheet(id);
    typeInto(office.model, "Sheet1!A1", "typed");
    await delivered();
    expect(places.get("Input!B2")).toBeNull();
  });

  test("are found by a name, wherever it leads by then", async () => {
    await nameCell("Rate", "C3");
    const { changes } = await watch("Rate", "Gone");
    typeInto(office.model, "C3", 0.5);
    await delivered();
    expect(changes).toEqual(["Rate"]);
  });

  test("are asked of Excel only where they can be there, whatever a workbook says that it follows", async () => {
    const { changes, failures } = await watch("Sheet1!B2", "=1+1", "Sheet1!Rate", "x".repeat(300), "Sheet1!XFE9999999");
    const before = office.host.requests.length;
    typeInto(office.model, "B2", "typed");
    await delivered();
    expect([changes, failures]).toEqual([["Sheet1!B2"], []]);
    expect(office.host.requests.slice(before).flatMap(({ actions }) => actions).filter((action) => action.includes("names"))).toEqual([]);
  });

  test("do not tell of the add-in's own writes", async () => {
    const { changes } = await watch("Sheet1!A1", "Charges!A2");
    await Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Sheet1").getRange("A1").values = [["by the add-in"]];
      await context.sync();
    });
    const content = { headers: ["id"], rows: [["ch_1"]], formats: [null] };
    await officeWorkbook.insertTable({ target: { kind: "newSheet", sheetName: "Charges" }, name: "Charges", content }, going());
    await delivered();
    expect(changes).toEqual([]);
    typeInto(office.model, "Charges!A2", "by a person");
    await delivered();
    expect(changes).toEqual(["Charges!A2"]);
  });

  test("are left when the signal fires: Excel is asked nothing more", async () => {
    const { changes, stop } = await watch("Sheet1!B2");
    stop.abort();
    await delivered();
    const { length } = office.host.requests;
    typeInto(office.model, "B2", "typed");
    await delivered();
    expect(changes).toEqual([]);
    expect(office.host.requests).toHaveLength(length);
  });

  test("tell of a change although Excel is too busy to say at once where they are", async () => {
    const { changes, failures } = await watch("Sheet1!B2");
    office.host.faults.failRequest({ skip: 0, code: "ActivityLimitReached" });
    typeInto(office.model, "B2", "typed");
    while (changes.length + failures.length === 0) await delivered();
    expect([changes, failures]).toEqual([["Sheet1!B2"], []]);
  });

  test("are watched although Excel was too busy at first; what it refuses later is told", async () => {
    office.host.faults.failRequest({ skip: 0, code: "ActivityLimitReached" });
    const { changes, failures } = await watch("Sheet1!B2");
    office.host.faults.failRequest({ skip: 0, code: "AccessDenied" });
    typeInto(office.model, "B2", "typed");
    await delivered();
    expect(failures).toMatchObject([{ code: "WORKBOOK_REFUSED" }]);
    typeInto(office.model, "B2", "typed");
    await delivered();
    expect(changes).toEqual(["Sheet1!B2"]);
  });
});

describe("a cell that a person means", () => {
  test("is the selected one, with its sheet", async () => {
    office.model.select(areaAt(office.model, "C7"));
    expect(await officeCellChanges.selected(going())).toBe("Sheet1!C7");
  });

  test("gets the sheet that is shown, and keeps its own; a name stays", async () => {
    await nameCell("Rate", "C3");
    office.model.activateSheet(office.model.addSheet("My 'own' sheet").id);
    const found = (text: string) => officeCellChanges.find(text, going());
    expect(await Promise.all(["B2", " sheet1!B2 ", "'My ''own'' sheet'!C1:C3", "Rate"].map(found))).toEqual([
      "'My ''own'' sheet'!B2",
      "Sheet1!B2",
      "'My ''own'' sheet'!C1:C3",
      "Rate",
    ]);
    expect(await Promise.all(["", "Gone!B2", "Nothing", "=B2", "Sheet1!Rate!"].map(found))).toEqual([null, null, null, null, null]);
  });
});
