import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { areaAt, valuesAt } from "../keyboard";
import type { CellInput, SheetModel } from "../sheet-model";
import type { MadeModel } from "./describe-sheet-model";

/** What every implementation of {@link SheetModel} must do with whole rows and columns. */
export function describeLines(name: string, makeModel: () => Promise<MadeModel>): void {
  describe(`rows and columns of ${name}`, () => {
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

    test("take another order with their values, formats and formulas, inside the area only", async () => {
      model.writeNumberFormats(areaAt(model, "B2"), [["0.00"]]);
      await write("A1:D3", [["a", 1, "=B1*10", "beside"], ["b", 2, "=B2*10", ""], ["c", "", "=$B$1", ""]]);
      model.reorderRows(areaAt(model, "A1:C3"), [2, 0, 1]);
      await model.settled();
      expect(valuesAt(model, "A1:D3")).toEqual([["c", "", 0, "beside"], ["a", 1, 10, ""], ["b", 2, 20, ""]]);
      expect(model.readFormulas(areaAt(model, "C1:C3"))).toEqual([["=$B$1"], ["=B2*10"], ["=B3*10"]]);
      expect(model.readNumberFormats(areaAt(model, "B1:B3"))).toEqual([["General"], ["General"], ["0.00"]]);
    });

    test("that are inserted and deleted take names and formulas that point at them along, larger or smaller by those inside", async () => {
      model.addName({ name: "named", scope: null, refersTo: areaAt(model, "A1:A4"), comment: "" });
      await write("A1:C1", [[1, "=SUM(A1:A4)", "=SUM(named)"]]);
      await write("A2:A4", [[2], [3], [4]]);
      const named = () => model.names()[0]?.refersTo;
      model.deleteCells(areaAt(model, "A2"), "up");
      await model.settled();
      expect([named(), model.readFormulas(areaAt(model, "B1")), valuesAt(model, "B1:C1")]).toEqual([areaAt(model, "A1:A3"), [["=SUM(A1:A3)"]], [[8, 8]]]);
      model.deleteCells(areaAt(model, "A9"), "up");
      model.deleteCells(areaAt(model, "A2"), "up");
      await model.settled();
      expect(valuesAt(model, "B1:C1")).toEqual([[5, 5]]);
      for (const place of ["A2", "A3"]) model.insertCells(areaAt(model, place), "down");
      await write("A2:A3", [[3], [10]]);
      expect([named(), model.readFormulas(areaAt(model, "B1")), valuesAt(model, "B1:C1")]).toEqual([areaAt(model, "A1:A4"), [["=SUM(A1:A4)"]], [[18, 18]]]);
    });

    test("that are hidden keep what they hold and are shown again", async () => {
      await write("A1:A4", [[1], [2], [3], [4]]);
      model.setHidden(areaAt(model, "A2:B3"), "rows", true);
      model.setHidden(areaAt(model, "B1"), "columns", true);
      expect(model.readHidden(areaAt(model, "A1:A4"), "rows")).toEqual([false, true, true, false]);
      expect(model.readHidden(areaAt(model, "A1:C1"), "columns")).toEqual([false, true, false]);
      model.setHidden(areaAt(model, "A3"), "rows", false);
      expect(model.readHidden(areaAt(model, "A1:A4"), "rows")).toEqual([false, true, false, false]);
      expect(valuesAt(model, "A2:A3")).toEqual([[2], [3]]);
    });
  });
}
