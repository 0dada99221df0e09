import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { FunctionDeclarations } from "./host/custom-functions";
import { startOffice, type StartedOffice } from "./jest-office";
import { areaAt, errorTextAt, typeInto, valuesAt } from "./keyboard";

const declarations: FunctionDeclarations = {
  namespace: "DEMO",
  functions: [
    { id: "PAIRS", name: "PAIRS", parameters: [{ name: "key", type: "string" }], options: { requiresAddress: true } },
    { id: "TICK", name: "TICK", parameters: [{ name: "step", type: "number" }], options: { stream: true, cancelable: true } },
    { id: "TOTAL", name: "TOTAL", parameters: [{ name: "cells", dimensionality: "matrix" }] },
    { id: "WAIT", name: "WAIT", parameters: [{ name: "key", type: "string" }], options: { cancelable: true } },
  ],
};

let office: StartedOffice;
let cancelled: string[];

beforeEach(async () => {
  office = await startOffice({ functions: declarations });
  cancelled = [];
  CustomFunctions.associate({
    PAIRS(key: string, invocation: CustomFunctions.Invocation) {
      if (key === "bad") return new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, "There is no such key.");
      return [[key, 12.5], ["at", invocation.address]];
    },
    TICK(step: number, invocation: CustomFunctions.StreamingInvocation<number>) {
      invocation.setResult(step);
      const second = setTimeout(() => invocation.setResult(step * 2), 1);
      invocation.onCanceled = () => {
        clearTimeout(second);
        cancelled.push("TICK");
      };
    },
    TOTAL: (cells: unknown[][]) => cells.flat().reduce((sum: number, cell) => sum + (Number(cell) || 0), 0),
    WAIT: (_: string, invocation: CustomFunctions.CancelableInvocation) =>
      new Promise(() => {
        invocation.onCanceled = () => cancelled.push("WAIT");
      }),
  });
});
afterEach(() => office.close());

/** Waits for a cell; office.js gathers results for some time before it sends them. */
async function shows(address: string, value: unknown): Promise<void> {
  for (let turn = 0; turn < 400; turn++) {
    if (valuesAt(office.model, address)[0]?.[0] === value) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${address} shows ${String(valuesAt(office.model, address)[0]?.[0])}, not ${String(value)}.`);
}

describe("custom functions", () => {
  test("show #BUSY!, then spill, and know their cell", async () => {
    typeInto(office.model, "B2", '=DEMO.PAIRS("usd")');
    expect(valuesAt(office.model, "B2")).toEqual([["#BUSY!"]]);
    await shows("B2", "usd");
    expect(valuesAt(office.model, "B2:C3")).toEqual([["usd", 12.5], ["at", "Sheet1!B2"]]);
  });

  test("show their error and keep its sentence", async () => {
    typeInto(office.model, "A1", '=DEMO.PAIRS("bad")');
    await shows("A1", "#N/A");
    expect(errorTextAt(office.model, "A1")).toBe("There is no such key.");
  });

  test("run again when a cell that they read changes", async () => {
    typeInto(office.model, "A1:A2", 20);
    typeInto(office.model, "C1", "=DEMO.TOTAL(A1:A2)");
    await shows("C1", 40);
    typeInto(office.model, "A2", 5);
    await shows("C1", 25);
  });

  test("feed other formulas", async () => {
    typeInto(office.model, "A1", '=DEMO.PAIRS("usd")');
    typeInto(office.model, "D1", "=B1*2");
    typeInto(office.model, "D2", "=ROWS(A1#)");
    await shows("D1", 25);
    await shows("D2", 2);
  });

  test("stream values until the formula goes", async () => {
    typeInto(office.model, "A1", "=DEMO.TICK(3)");
    await shows("A1", 6);
    typeInto(office.model, "A1", "");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(cancelled).toEqual(["TICK"]);
    expect(office.host.runningFunctions()).toBe(0);
  });

  test("are cancelled when their formula is replaced", async () => {
    typeInto(office.model, "A1", '=DEMO.WAIT("x")');
    await new Promise((resolve) => setTimeout(resolve, 20));
    typeInto(office.model, "A1", 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(cancelled).toEqual(["WAIT"]);
    expect(valuesAt(office.model, "A1")).toEqual([[1]]);
  });

  test("do not spill over other cells, and do as soon as these are empty", async () => {
    typeInto(office.model, "A2", "in the way");
    typeInto(office.model, "A1", '=DEMO.PAIRS("usd")');
    await shows("A1", "#SPILL!");
    expect(valuesAt(office.model, "A1:B2")).toEqual([["#SPILL!", ""], ["in the way", ""]]);
    office.model.clear(areaAt(office.model, "A2"), "contents");
    expect(valuesAt(office.model, "A1:B1")).toEqual([["usd", 12.5]]);
  });

  test("with an unknown name are #NAME?", () => {
    typeInto(office.model, "A1", "=DEMO.NOPE(1)");
    expect(valuesAt(office.model, "A1")).toEqual([["#NAME?"]]);
  });
});
