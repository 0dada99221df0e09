import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { CellAddress, FunctionCall, FunctionOutcome } from "../excel-sim/sheet-model";
import { createCallTable } from "./univer/call-table";

const cell = (row: number): CellAddress => ({ sheetId: "s", row, column: 0 });
const call = (row: number, text: string): FunctionCall => ({
  name: "STRIPE.QUERY",
  args: [{ values: [[text]], address: null }],
  cell: cell(row),
});
const values = (text: string): FunctionOutcome => ({ kind: "values", values: [[{ value: text }]] });

function harness() {
  const formulas = new Map<number, string>();
  const started: { text: string; deliver: (outcome: FunctionOutcome) => void; cancelled: boolean }[] = [];
  const changed: number[] = [];
  const table = createCallTable({
    runner: {
      has: () => true,
      start({ args }, deliver) {
        const entry = { text: String(args[0]?.values[0]?.[0]), deliver, cancelled: false };
        started.push(entry);
        return () => void (entry.cancelled = true);
      },
    },
    formulaOf: ({ row }) => formulas.get(row) ?? null,
    changed: ({ row }) => void changed.push(row),
  });
  const round = (...calls: FunctionCall[]): (FunctionOutcome | null)[] => {
    table.beginRound();
    const outcomes = calls.map((one) => table.evaluate(one));
    table.endRound();
    return outcomes;
  };
  return { formulas, started, changed, table, round };
}

describe("The call table between Excel's asynchronous functions and a synchronous engine", () => {
  test("starts a call once, answers nothing until it delivers, and then marks the cell as changed", () => {
    const { started, changed, round } = harness();
    expect(round(call(1, "a"))).toEqual([null]);
    expect(round(call(1, "a"))).toEqual([null]);
    started[0]!.deliver(values("x"));
    expect(changed).toEqual([1]);
    expect(round(call(1, "a"))).toEqual([values("x")]);
    expect(started).toHaveLength(1);
  });

  test("keeps two calls of one formula apart", () => {
    const { started, round } = harness();
    round(call(1, "a"), call(1, "b"));
    started[1]!.deliver(values("second"));
    expect(round(call(1, "a"), call(1, "b"))).toEqual([null, values("second")]);
    expect(started).toHaveLength(2);
  });

  test("cancels a call whose argument changed, and ignores what it delivers later", () => {
    const { started, changed, round } = harness();
    round(call(1, "old"));
    expect(round(call(1, "new"))).toEqual([null]);
    expect(started.map(({ cancelled }) => cancelled)).toEqual([true, false]);
    started[0]!.deliver(values("late"));
    expect(changed).toEqual([]);
  });

  test("leaves calls alone whose cell was not calculated in a round", () => {
    const { started, round } = harness();
    round(call(1, "a"), call(2, "b"));
    round(call(2, "b"));
    expect(started.some(({ cancelled }) => cancelled)).toBe(false);
  });

  test("cancels the calls of a cell whose formula went away", () => {
    const { formulas, started, table, round } = harness();
    formulas.set(1, '=STRIPE.QUERY("a")');
    round(call(1, "a"));
    formulas.delete(1);
    table.sweep();
    expect(started[0]!.cancelled).toBe(true);
    expect(table.pending()).toBe(0);
  });

  test("runs everything again after it was cleared", () => {
    const { started, table, round } = harness();
    round(call(1, "a"));
    table.clear(() => true);
    round(call(1, "a"));
    expect(started.map(({ cancelled }) => cancelled)).toEqual([true, false]);
  });

  test("after any history, exactly the calls asked for last are alive", () => {
    const step = fc.record({ row: fc.integer({ min: 0, max: 3 }), text: fc.constantFrom("a", "b", "c"), deliver: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { started, round } = harness();
        const last = new Map<number, string>();
        for (const { row, text, deliver } of steps) {
          round(call(row, text));
          last.set(row, text);
          if (deliver) started.at(-1)?.deliver(values(text));
        }
        const alive = started.filter(({ cancelled }) => !cancelled).map(({ text }) => text);
        expect(alive.sort()).toEqual([...last.values()].sort());
      }),
    );
  });
});
