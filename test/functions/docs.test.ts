import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startCells, type StartedCells } from "./cells";

const page = readFileSync("docs/formulas.md", "utf8");
const examples = [...page.matchAll(/```excel\n([\s\S]*?)\n```/g)].flatMap(([, block = ""]) => block.split("\n"));

let cells: StartedCells;
beforeAll(async () => (cells = await startCells()));
beforeEach(() => cells.begin());
afterAll(() => cells.close());

/** The same formula with its cells where the test has its values. */
const movedTo = (row: number, formula: string) => formula.replace("A1:B1", `U${row}:V${row}`).replace(/\bD2\b/, `W${row}`);

describe("docs/formulas.md", () => {
  test("has an example of every formula", () => {
    const names = examples.map((formula) => /^=STRIPE\.([A-Z]+)\(/.exec(formula)?.[1]);
    expect(new Set(names)).toEqual(new Set(["QUERY", "TABLE", "GET", "BALANCE", "STATUS"]));
  });

  test.each(examples)("the example shows a value: %s", async (formula) => {
    const { sandbox } = cells.started;
    const customer = String(sandbox.all("invoice")[0]?.["customer"]);
    cells.write([["status", "succeeded", customer]], 20);
    const [[shown] = []] = await cells.type(movedTo(cells.row() + 1, formula));
    expect({ shown, error: cells.errorText() ?? null }).toEqual({ shown: expect.not.stringMatching(/^#|^Failed/) as unknown, error: null });
  });
});
