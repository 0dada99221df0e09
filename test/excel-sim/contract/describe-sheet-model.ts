import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { areaAt, errorTextAt, typeInto, valuesAt } from "../keyboard";
import type { CellInput, FunctionCall, FunctionOutcome, FunctionRunner, SheetEvent, SheetModel } from "../sheet-model";

/** A model with one empty sheet named Sheet1, and the way to throw it away. */
export type MadeModel = { readonly model: SheetModel; readonly dispose: () => void };

type RunningCall = FunctionCall & { readonly deliver: (outcome: FunctionOutcome) => void; readonly isCancelled: () => boolean };

/** What every implementation of {@link SheetModel} must do. */
export function describeSheetModel(name: string, makeModel: () => Promise<MadeModel>): void {
  describe(`${name} as a sheet model`, () => {
    let model: SheetModel;
    let dispose: () => void;
    beforeEach(async () => {
      ({ model, dispose } = await makeModel());
    });
    afterEach(() => dispose());

    const write = async (address: string, inputs: CellInput[][]): Promise<void> => {
      model.writeCells(areaAt(model, address), inputs);
      await model.settled();
    };
    const values = (address: string) => valuesAt(model, address);
    const sheetId = (): string => model.activeSheetId();

    describe("cells", () => {
      test.each<[input: CellInput, value: CellInput, text: string]>([
        [12.5, 12.5, "12.5"],
        ["12.5", 12.5, "12.5"],
        ["plain text", "plain text", "plain text"],
        ["'=1+1", "=1+1", "=1+1"],
        ["'00123", "00123", "00123"],
        ["TRUE", true, "TRUE"],
        [false, false, "FALSE"],
        ["5%", 0.05, "5%"],
        ["", "", ""],
      ])("show %j as %j", async (input, value, text) => {
        await write("A1", [[input]]);
        expect(values("A1")).toEqual([[value]]);
        expect(model.readText(areaAt(model, "A1"))).toEqual([[text]]);
      });

      test("that get null stay as they are", async () => {
        await write("A1:B1", [["old", "older"]]);
        await write("A1:B1", [[null, "new"]]);
        expect(values("A1:B1")).toEqual([["old", "new"]]);
      });

      test("formatted as Text keep what is written", async () => {
        model.writeNumberFormats(areaAt(model, "A1:A2"), [["@"], ["@"]]);
        await write("A1:A2", [["=1+1"], ["00123"]]);
        expect(values("A1:A2")).toEqual([["=1+1"], ["00123"]]);
      });

      test.each([
        ["#,##0.00", 1234.5, "1,234.50"],
        ["#,##0", 1234, "1,234"],
        ["#,##0.000", -0.5, "-0.500"],
        ["yyyy-mm-dd hh:mm:ss", 45000.5, "2023-03-15 12:00:00"],
        ["yyyy-mm-dd", 45000, "2023-03-15"],
        ["0.0%", 0.256, "25.6%"],
      ])("in format %s show %d as %s", async (format, value, text) => {
        model.writeNumberFormats(areaAt(model, "A1"), [[format]]);
        await write("A1", [[value]]);
        expect(model.readText(areaAt(model, "A1"))).toEqual([[text]]);
        expect(model.readNumberFormats(areaAt(model, "A1"))).toEqual([[format]]);
      });

      test("lose contents or formats when cleared", async () => {
        model.writeNumberFormats(areaAt(model, "A1:B1"), [["0.00", "0.00"]]);
        await write("A1:B1", [[1, 2]]);
        model.clear(areaAt(model, "A1"), "contents");
        model.clear(areaAt(model, "B1"), "formats");
        await model.settled();
        expect(values("A1:B1")).toEqual([["", 2]]);
        expect(model.readNumberFormats(areaAt(model, "A1:B1"))).toEqual([["0.00", "General"]]);
      });

      test("that hold something make the used area", async () => {
        expect(model.usedArea(sheetId())).toBeNull();
        await write("B2:D4", [[1, "", ""], ["", "", ""], ["", "", 2]]);
        expect(model.usedArea(sheetId())).toEqual(areaAt(model, "B2:D4"));
      });

      test("move when cells are inserted and deleted", async () => {
        await write("A1:A3", [["a"], ["b"], ["c"]]);
        model.insertCells(areaAt(model, "A2:A3"), "down");
        await model.settled();
        expect(values("A1:A5")).toEqual([["a"], [""], [""], ["b"], ["c"]]);
        model.deleteCells(areaAt(model, "A1:A2"), "up");
        await model.settled();
        expect(values("A1:A3")).toEqual([[""], ["b"], ["c"]]);
      });
    });

    describe("formulas", () => {
      test("show their value and give their text", async () => {
        await write("A1:A3", [[2], [3], ["=SUM(A1:A2)"]]);
        expect(values("A3")).toEqual([[5]]);
        expect(model.readFormulas(areaAt(model, "A1:A3"))).toEqual([[2], [3], ["=SUM(A1:A2)"]]);
      });

      test("follow the cells that they read", async () => {
        await write("A1:B1", [[2, "=A1*10"]]);
        await write("A1", [[7]]);
        expect(values("B1")).toEqual([[70]]);
      });

      test("with an unknown function are #NAME?", async () => {
        await write("A1", [["=NOPE(1)"]]);
        expect(values("A1")).toEqual([["#NAME?"]]);
      });

      test("point to the same cells after these move", async () => {
        await write("A1:B1", [[4, "=A1*2"]]);
        model.insertCells(areaAt(model, "A1"), "down");
        await model.settled();
        expect(model.readFormulas(areaAt(model, "B1"))).toEqual([["=A2*2"]]);
        expect(values("B1")).toEqual([[8]]);
      });
    });

    describe("custom functions", () => {
      let calls: RunningCall[];
      const runner: FunctionRunner = {
        has: (called) => called === "DEMO.ROWS",
        start(call, deliver) {
          let cancelled = false;
          calls.push({ ...call, deliver, isCancelled: () => cancelled });
          return () => {
            cancelled = true;
          };
        },
      };
      beforeEach(() => {
        calls = [];
        model.connectFunctions(runner);
      });
      const deliver = async (outcome: FunctionOutcome): Promise<void> => {
        calls.at(-1)?.deliver(outcome);
        await model.settled();
      };
      const matrix = (rows: readonly (readonly (string | number)[])[]): FunctionOutcome => ({
        kind: "values",
        values: rows.map((row) => row.map((value) => ({ value }))),
      });

      test("get their arguments, show #BUSY!, then spill", async () => {
        await write("A1:A2", [[1], [2]]);
        await write("C1", [['=DEMO.ROWS("usd", A1:A2, , TRUE)']]);
        expect(values("C1")).toEqual([["#BUSY!"]]);
        expect(calls).toHaveLength(1);
        expect(calls[0]?.args.map((arg) => arg && arg.values)).toEqual([[["usd"]], [[1], [2]], null, [[true]]]);
        expect(calls[0]?.cell).toEqual({ sheetId: sheetId(), row: 0, column: 2 });
        await deliver(matrix([["id", "amount"], ["ch_1", 5]]));
        expect(values("C1:D2")).toEqual([["id", "amount"], ["ch_1", 5]]);
        expect(model.readFormulas(areaAt(model, "C1:D1"))).toEqual([['=DEMO.ROWS("usd", A1:A2, , TRUE)', "amount"]]);
      });

      test("spill less after they deliver less", async () => {
        await write("A1", [["=DEMO.ROWS(1)"]]);
        await deliver(matrix([["a"], ["b"], ["c"]]));
        model.recalculate("full");
        await model.settled();
        expect(calls).toHaveLength(2);
        await deliver(matrix([["a"]]));
        expect(values("A1:A3")).toEqual([["a"], [""], [""]]);
      });

      test("run again one by one when they are marked, and only then", async () => {
        await write("A1", [["=DEMO.ROWS(1)"]]);
        await deliver(matrix([["a"]]));
        await write("C1", [["=DEMO.ROWS(2)"]]);
        await deliver(matrix([["b"]]));
        model.recalculate("dirty");
        await model.settled();
        expect(calls).toHaveLength(2);
        model.markDirty(areaAt(model, "A1:B9"));
        model.recalculate("dirty");
        await model.settled();
        expect(calls).toHaveLength(3);
        await deliver(matrix([["c"]]));
        expect(values("A1:C1")).toEqual([["c", "", "b"]]);
        model.recalculate("dirty");
        await model.settled();
        expect(calls).toHaveLength(3);
      });

      test("tell of their spill from each of its cells", async () => {
        await write("B2", [["=DEMO.ROWS(1)"]]);
        expect(model.spillAt(areaAt(model, "B2"))).toBeNull();
        await deliver(matrix([["a", 1], ["b", 2]]));
        for (const cell of ["B2", "C3"]) expect(model.spillAt(areaAt(model, cell))).toMatchObject({ row: 1, column: 1, rows: 2, columns: 2 });
        expect(model.spillAt(areaAt(model, "D3"))).toBeNull();
        await write("C2", [["in the way"]]);
        expect(model.spillAt(areaAt(model, "B2"))).toBeNull();
      });

      test("show errors with their sentence", async () => {
        await write("A1", [["=DEMO.ROWS(1)"]]);
        await deliver({ kind: "error", error: "#N/A", text: "There is no such table." });
        expect(values("A1")).toEqual([["#N/A"]]);
        expect(errorTextAt(model, "A1")).toBe("There is no such table.");
      });

      test("that cannot spill are #SPILL!", async () => {
        await write("A2", [["in the way"]]);
        await write("A1", [["=DEMO.ROWS(1)"]]);
        await deliver(matrix([["a"], ["b"]]));
        expect(values("A1:A2")).toEqual([["#SPILL!"], ["in the way"]]);
        model.clear(areaAt(model, "A2"), "contents");
        await model.settled();
        expect(values("A1:A2")).toEqual([["a"], ["b"]]);
      });

      test("give formats to cells that have none", async () => {
        await write("A1", [["=DEMO.ROWS(1)"]]);
        await deliver({ kind: "values", values: [[{ value: 45000, numberFormat: "yyyy-mm-dd" }]] });
        expect(model.readText(areaAt(model, "A1"))).toEqual([["2023-03-15"]]);
      });

      test("are cancelled when their formula goes", async () => {
        await write("A1", [["=DEMO.ROWS(1)"]]);
        await write("A1", [["gone"]]);
        expect(calls[0]?.isCancelled()).toBe(true);
        calls[0]?.deliver(matrix([["late"]]));
        await model.settled();
        expect(values("A1")).toEqual([["gone"]]);
      });

      test("start again when a cell that they read changes", async () => {
        await write("A1:B1", [["eur", "=DEMO.ROWS(A1)"]]);
        await write("A1", [["usd"]]);
        expect(calls[0]?.isCancelled()).toBe(true);
        expect(calls.at(-1)?.args[0]?.values).toEqual([["usd"]]);
      });
    });

    describe("tables", () => {
      test("are made of cells, renamed, resized and deleted", async () => {
        await write("A1:B2", [["id", "amount"], ["ch_1", 5]]);
        const { id } = model.addTable(areaAt(model, "A1:B2"), true);
        model.renameTable(id, "Charges");
        model.resizeTable(id, areaAt(model, "A1:C4"));
        await model.settled();
        expect(model.tables()).toEqual([{ id, name: "Charges", area: areaAt(model, "A1:C4") }]);
        expect(values("A1:C1")).toEqual([["id", "amount", "Column3"]]);
        model.deleteTable(id, "keep");
        await model.settled();
        expect(model.tables()).toEqual([]);
        expect(values("A1:B2")).toEqual([["id", "amount"], ["ch_1", 5]]);
      });

      test("have distinct texts as headers", async () => {
        await write("A1:C2", [["id", "id", ""], [1, 2, 3]]);
        model.addTable(areaAt(model, "A1:C2"), true);
        await model.settled();
        expect(values("A1:C1")).toEqual([["id", "id2", "Column3"]]);
      });

      test("without headers get a row of them", async () => {
        await write("A1:A3", [[1], [2], ["below"]]);
        const table = model.addTable(areaAt(model, "A1:A2"), false);
        await model.settled();
        expect(table.area).toEqual(areaAt(model, "A1:A3"));
        expect(values("A1:A4")).toEqual([["Column1"], [1], [2], ["below"]]);
      });

      test("move with their cells", async () => {
        await write("A1:A2", [["id"], [1]]);
        model.addTable(areaAt(model, "A1:A2"), true);
        model.insertCells(areaAt(model, "A1:B1"), "down");
        await model.settled();
        expect(model.tables()[0]?.area).toEqual(areaAt(model, "A2:A3"));
      });

      test("take their cells along when these go", async () => {
        await write("A1:A2", [["id"], [1]]);
        model.deleteTable(model.addTable(areaAt(model, "A1:A2"), true).id, "clear");
        await model.settled();
        expect(model.usedArea(sheetId())).toBeNull();
      });

      test("answer structured references", async () => {
        await write("A1:B3", [["id", "amount"], ["a", 5], ["b", 7]]);
        model.renameTable(model.addTable(areaAt(model, "A1:B3"), true).id, "Charges");
        await write("D1", [["=SUM(Charges[amount])"]]);
        expect(values("D1")).toEqual([[12]]);
      });
    });

    describe("sheets, names and selection", () => {
      test("sheets are added, renamed, moved, activated and deleted", () => {
        const first = sheetId();
        const added = model.addSheet("Two");
        model.renameSheet(added.id, "Second");
        model.moveSheet(added.id, 0);
        expect(model.sheets().map((sheet) => sheet.name)).toEqual(["Second", "Sheet1"]);
        expect(model.activeSheetId()).toBe(first);
        model.activateSheet(added.id);
        expect(model.activeSheetId()).toBe(added.id);
        model.deleteSheet(added.id);
        expect(model.sheets().map((sheet) => sheet.name)).toEqual(["Sheet1"]);
        expect(model.activeSheetId()).toBe(first);
      });

      test("names are added and deleted", () => {
        const total = { name: "Total", scope: null, refersTo: areaAt(model, "B2"), comment: "" };
        model.addName(total);
        expect(model.names()).toEqual([total]);
        model.deleteName("Total", null);
        expect(model.names()).toEqual([]);
      });

      test("what is selected is known", () => {
        model.select(areaAt(model, "B2:C3"));
        expect(model.selection()).toEqual(areaAt(model, "B2:C3"));
      });
    });

    test("every change is told once", async () => {
      const told: string[] = [];
      const stop = model.subscribe((event: SheetEvent) => {
        if (event.kind !== "calculated" && event.kind !== "formatsChanged") told.push(event.kind);
      });
      await write("A1:B2", [["id", "amount"], ["ch_1", 5]]);
      const table = model.addTable(areaAt(model, "A1:B2"), true);
      model.select(areaAt(model, "A1"));
      model.deleteTable(table.id, "keep");
      model.activateSheet(model.addSheet("Two").id);
      await model.settled();
      stop();
      typeInto(model, "A1", "unheard");
      expect(told).toEqual([
        "cellsChanged", "tableAdded", "selected", "tableDeleted", "sheetAdded", "sheetActivated",
      ]);
    });
  });
}
