import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { parseReference } from "../excel-sim/address";
import type { Area, CellContent, FunctionCall, FunctionOutcome, FunctionRunner } from "../excel-sim/sheet-model";
import { loadUniver } from "./load-univer";
import type { UniverSheetModel } from "./univer/univer-sheet-model";

let createModel: Awaited<ReturnType<typeof loadUniver>>["createHeadlessModel"];
let dispose = (): void => undefined;

beforeAll(async () => {
  createModel = (await loadUniver()).createHeadlessModel;
});
afterEach(() => dispose());

function newModel(): UniverSheetModel {
  const created = createModel();
  dispose = () => created.dispose();
  return created.model;
}

function area(model: UniverSheetModel, address: string): Area {
  const reference = parseReference(address);
  if (reference.kind !== "cells") throw new Error(address);
  return { sheetId: model.activeSheetId(), ...reference.block };
}

async function write(model: UniverSheetModel, address: string, input: CellContent): Promise<void> {
  model.writeCells(area(model, address), [[input]]);
  await model.settled();
}

const read = (model: UniverSheetModel, address: string): CellContent[][] => model.readValues(area(model, address));

/** A runner of one function whose calls the test answers. */
function manualRunner(): { runner: FunctionRunner; calls: { call: FunctionCall; deliver: (outcome: FunctionOutcome) => void; cancelled: boolean }[] } {
  const calls: ReturnType<typeof manualRunner>["calls"] = [];
  const runner: FunctionRunner = {
    has: (name) => name === "STRIPE.QUERY",
    start(call, deliver) {
      const entry = { call, deliver, cancelled: false };
      calls.push(entry);
      return () => void (entry.cancelled = true);
    },
  };
  return { runner, calls };
}

const spill = (...rows: CellContent[][]): FunctionOutcome => ({ kind: "values", values: rows.map((row) => row.map((value) => ({ value }))) });

describe("Univer as the grid of the simulated Excel", () => {
  test("shows #BUSY! while a custom function runs, then spills its result", async () => {
    const model = newModel();
    const { runner, calls } = manualRunner();
    model.connectFunctions(runner);
    await write(model, "B2", '=STRIPE.QUERY("SELECT 1","sandbox")');
    expect(read(model, "B2")).toEqual([["#BUSY!"]]);
    expect(calls[0]!.call.args.map((arg) => arg?.values)).toEqual([[["SELECT 1"]], [["sandbox"]]]);
    calls[0]!.deliver(spill(["id", "amount"], ["ch_1", 12.5]));
    await model.settled();
    expect(read(model, "B2:C3")).toEqual([["id", "amount"], ["ch_1", 12.5]]);
    expect(model.pendingCalls()).toBe(0);
  });

  test("shows #SPILL! when a cell is in the way and spills without a new call when it is free again", async () => {
    const model = newModel();
    const { runner, calls } = manualRunner();
    model.connectFunctions(runner);
    await write(model, "A2", "in the way");
    await write(model, "A1", '=STRIPE.QUERY("q")');
    calls[0]!.deliver(spill(["id"], ["ch_1"]));
    await model.settled();
    expect(read(model, "A1:A2")).toEqual([["#SPILL!"], ["in the way"]]);
    await write(model, "A2", "");
    expect(read(model, "A1:A2")).toEqual([["id"], ["ch_1"]]);
    expect(calls).toHaveLength(1);
  });

  test("runs the calls of many cells at the same time", async () => {
    const model = newModel();
    const { runner, calls } = manualRunner();
    model.connectFunctions(runner);
    model.writeCells(area(model, "A1:A20"), Array.from({ length: 20 }, (_, i) => [`=STRIPE.QUERY("${i}")`]));
    await model.settled();
    expect(calls).toHaveLength(20);
  });

  test("cancels the call when the formula is cleared or its input changes", async () => {
    const model = newModel();
    const { runner, calls } = manualRunner();
    model.connectFunctions(runner);
    await write(model, "A1", "first");
    await write(model, "B1", "=STRIPE.QUERY(A1)");
    await write(model, "A1", "second");
    expect(calls.map(({ cancelled }) => cancelled)).toEqual([true, false]);
    model.clear(area(model, "B1"), "contents");
    expect(calls.map(({ cancelled }) => cancelled)).toEqual([true, true]);
  });

  test("shows an error value and keeps its sentence", async () => {
    const model = newModel();
    const { runner, calls } = manualRunner();
    model.connectFunctions(runner);
    await write(model, "A1", '=STRIPE.QUERY("SELECT x")');
    calls[0]!.deliver({ kind: "error", error: "#N/A", text: "no such column: x" });
    await model.settled();
    expect(read(model, "A1")).toEqual([["#N/A"]]);
    expect(model.errorText({ sheetId: model.activeSheetId(), row: 0, column: 0 })).toBe("no such column: x");
  });

  test("the spill operator gives the spilled range, and #REF! where nothing spills", async () => {
    const model = newModel();
    await write(model, "A1", "=SEQUENCE(3,2)");
    await write(model, "D1", "=SUM(A1#)");
    await write(model, "D2", "=ROWS(A1#)");
    await write(model, "D3", "=SUM(F9#)");
    expect(read(model, "D1:D3")).toEqual([[21], [3], ["#REF!"]]);
    await write(model, "A1", "=SEQUENCE(4)");
    expect(read(model, "D1:D2")).toEqual([[10], [4]]);
  });

  test("formulas by table name follow the table when it grows and when a header changes", async () => {
    const model = newModel();
    model.writeCells(area(model, "A1:B3"), [["id", "amount"], ["a", 1], ["b", 2]]);
    const table = model.addTable(area(model, "A1:B2"), true);
    model.renameTable(table.id, "Charges");
    await write(model, "D1", "=SUM(Charges[amount])");
    expect(read(model, "D1")).toEqual([[1]]);
    model.resizeTable(table.id, area(model, "A1:B3"));
    await model.settled();
    expect(read(model, "D1")).toEqual([[3]]);
    await write(model, "B1", "fee");
    await write(model, "D1", "=SUM(Charges[fee])");
    expect(read(model, "D1")).toEqual([[3]]);
  });

  test("leaves the selection where it is when cells are inserted and deleted", async () => {
    const model = newModel();
    await write(model, "A1", "first");
    model.select(area(model, "C3"));
    let told = 0;
    model.subscribe(({ kind }) => void (told += kind === "selected" ? 1 : 0));
    model.insertCells(area(model, "A1:A2"), "right");
    model.deleteCells(area(model, "A1:B1"), "up");
    expect(model.selection()).toEqual(area(model, "C3"));
    expect(told).toBe(0);
  });

  test("grows a sheet for data beyond its first size", () => {
    const model = newModel();
    model.writeCells(area(model, "AZ5000"), [[7]]);
    expect(read(model, "AZ5000")).toEqual([[7]]);
  });
});
