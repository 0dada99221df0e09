import { expect, describe, test } from "@jest/globals";
import { createCellAnswers } from "../../../src/app/formulas/cell-answers";
import type { FormulaAnswer } from "../../../src/app/formulas/formulas";
import { createStandingAnswers } from "../../../src/app/formulas/standing-answers";
import { AppError } from "../../../src/base/app-error";
import { going } from "../harness";

const answer: FormulaAnswer = {
  columns: [], rows: [["a"]], complete: true, reasons: [], requests: 1, asOf: 0, elapsedMs: 0, loads: [], connection: "acme", mode: "test", reads: null, failure: null,
};

/** Cells that hold a formula until they are cleared, and that somebody moves. */
function start() {
  const listeners: (() => void)[] = [];
  const cleared = new Set<string>();
  let refusals = 0;
  const places = {
    holds: (cell: string) => Promise.resolve(!cleared.has(cell)),
    watch(moved: () => void) {
      if (refusals-- > 0) return Promise.reject(new AppError("WORKBOOK_BUSY", "Excel is busy."));
      listeners.push(moved);
      return Promise.resolve();
    },
  };
  const answers = createStandingAnswers(createCellAnswers(), () => Promise.resolve(places));
  return {
    answers,
    listeners,
    cleared,
    refuse: (times: number) => void (refusals = times),
    move: () => listeners.forEach((moved) => moved()),
    known: async (cell: string) => (await answers.at(cell, going())) !== null,
  };
}

const passed = () => new Promise((resolve) => setTimeout(resolve));

describe("what formulas found that stand where they ran", () => {
  test("is known until the cell holds no formula, or the formula runs again", async () => {
    const { answers, cleared, known } = start();
    expect(await known("Sheet1!A1")).toBe(false);
    const note = answers.begin("Sheet1!A1");
    expect(await known("Sheet1!A1")).toBe(false);
    note(answer);
    expect(await known("Sheet1!A1")).toBe(true);
    cleared.add("Sheet1!A1");
    expect(await known("Sheet1!A1")).toBe(false);
    cleared.clear();
    answers.begin("Sheet1!A1");
    expect(await known("Sheet1!A1")).toBe(false);
  });

  test("is not known of any cell once cells have moved, nor of one whose formula ran meanwhile, until it runs again", async () => {
    const { answers, known, move } = start();
    answers.begin("Sheet1!A1")(answer);
    const late = answers.begin("Sheet1!A2");
    await passed();
    move();
    late(answer);
    expect([await known("Sheet1!A1"), await known("Sheet1!A2")]).toEqual([false, false]);
    answers.begin("Sheet1!A2")(answer);
    expect(await known("Sheet1!A2")).toBe(true);
  });

  test("is listened for once, and again when Excel was too busy; until it is, whoever asks hears why", async () => {
    const { answers, listeners, known, refuse } = start();
    refuse(2);
    answers.begin("Sheet1!A1")(answer);
    await passed();
    await expect(known("Sheet1!A1")).rejects.toMatchObject({ code: "WORKBOOK_BUSY" });
    expect(await known("Sheet1!A1")).toBe(true);
    answers.begin("Sheet1!A2")(answer);
    await passed();
    expect(listeners).toHaveLength(1);
  });
});
