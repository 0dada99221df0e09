import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { associateFormulas } from "../../functions/associate";
import type { CellInvocation } from "../../functions/cell-invocation";
import type { App } from "../../src/app/app-api";
import { startCells, type StartedCells } from "./cells";

let cells: StartedCells;

beforeAll(async () => {
  cells = await startCells();
});
afterAll(() => cells.close());
beforeEach(() => cells.begin());

describe("=STRIPE.QUERY", () => {
  test("spills a header row and the rows, with dates as Excel dates", async () => {
    const shown = await cells.type('=STRIPE.QUERY("SELECT id, created, amount FROM charges LIMIT 3")', 4, 3);
    const [charge] = cells.started.sandbox.all("charge");
    expect(shown[0]).toEqual(["id", "created", "amount"]);
    expect(shown[1]).toEqual([charge?.id, Number(charge?.["created"]) / 86_400 + 25_569, charge?.["amount"]]);
  });

  test("leaves the header row out when the options say so, and takes a limit", async () => {
    const shown = await cells.type('=STRIPE.QUERY("SELECT id FROM charges",,,"headers=no;limit=2")', 3, 1);
    expect(shown.flat().map((cell) => String(cell).slice(0, 3))).toEqual(["ch_", "ch_", ""]);
  });

  test("takes named parameters from two columns of cells", async () => {
    cells.write([["id", String(cells.started.sandbox.all("customer")[0]?.id)], ["", ""]], 10);
    const shown = await cells.type(`=STRIPE.QUERY("SELECT id FROM customers WHERE id = @id",,K${cells.row() + 1}:L${cells.row() + 2})`, 3, 1);
    expect(shown.flat()).toEqual(["id", cells.started.sandbox.all("customer")[0]?.id, ""]);
  });

  test("equal formulas in flight share one fetch", async () => {
    const formula = '=STRIPE.QUERY("SELECT id FROM charges LIMIT 1")';
    cells.office.model.writeCells({ ...cells.place(30, 1), column: 5 }, Array.from({ length: 30 }, (_, index) => [index % 2 === 0 ? formula : null]));
    await cells.type(formula);
    expect(cells.started.requests).toHaveLength(1);
  });

  test("a formula reuses rows that are young enough, and with maxage=0 asks Stripe for what changed", async () => {
    const formula = (id: number, options: string) => `=STRIPE.QUERY("SELECT count(*) AS n, ${id} AS id FROM charges",,,"${options}")`;
    await cells.type(formula(1, ""));
    const listed = cells.started.requests.length;
    cells.moveOn();
    await cells.type(formula(2, ""));
    expect(cells.started.requests).toHaveLength(listed);
    cells.moveOn();
    await cells.type(formula(3, "maxage=0"));
    expect(cells.started.requests.slice(listed).map((url) => new URL(url).pathname)).toEqual(["/v1/events"]);
  });

  test("a formula that needs more requests than it may says how many, and how to allow more", async () => {
    expect(await cells.type('=STRIPE.QUERY("SELECT count(*) AS n FROM charges",,,"maxrequests=1")')).toEqual([["#N/A"]]);
    expect(cells.errorText()).toMatch(/requests to Stripe; the limit is 1\. .*maxrequests=/);
    cells.moveOn();
    const shown = await cells.type('=STRIPE.QUERY("SELECT count(*) AS n FROM charges",,,"maxrequests=100")', 2, 1);
    expect(shown).toEqual([["n"], [cells.started.sandbox.all("charge").length]]);
  });

  test("a formula that is cleared cancels its run", async () => {
    let cancelled = false;
    const waiting: App["runQuery"] = (_, { signal }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => {
          cancelled = true;
          reject(signal.reason as Error);
        }),
      );
    Object.assign(cells.started.app, { runQuery: waiting });
    cells.office.model.writeCells(cells.place(1, 1), [['=STRIPE.QUERY("SELECT 1")']]);
    while (cells.office.host.runningFunctions() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    cells.office.model.writeCells(cells.place(1, 1), [[""]]);
    while (!cancelled) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(cancelled).toBe(true);
  });

  test("a formula that is cleared while the code of the formulas is loaded asks nothing", async () => {
    const associated = new Map<string, (...passed: unknown[]) => Promise<unknown>>();
    const { associate } = CustomFunctions;
    CustomFunctions.associate = ((id: string, run: (...passed: unknown[]) => Promise<unknown>) => void associated.set(id, run)) as typeof associate;
    associateFormulas();
    CustomFunctions.associate = associate;
    const invocation: CellInvocation = {};
    const running = associated.get("QUERY")?.("SELECT id FROM charges", null, null, null, invocation);
    invocation.onCanceled?.();
    await expect(running).rejects.toMatchObject({ code: "#N/A", message: expect.stringMatching(/cancel/i) });
    expect(cells.started.requests).toEqual([]);
  });

  test.each([
    ["a misspelt column", '"SELECT amout FROM charges"', /no such column.*amout.*Did you mean amount/i],
    ["an unknown table", '"SELECT id FROM chargez"', /chargez/],
    ["a syntax error", '"SELEC id FROM charges"', /SELEC/],
    ["a write statement", '"DELETE FROM charges"', /read/i],
    ["an unknown connection", '"SELECT 1","nobody"', /no connection named "nobody"/],
  ])("%s shows #N/A with the sentence", async (_, args, sentence) => {
    expect(await cells.type(`=STRIPE.QUERY(${args})`)).toEqual([["#N/A"]]);
    expect(cells.errorText()).toMatch(sentence);
  });

  test.each([
    ["an unknown option", '"SELECT 1",,,"colour=red"', /no option "colour"/],
    ["a key in the formula", '"SELECT 1","sk_test_abc"', /must not hold an API key/],
  ])("%s shows #VALUE! with the sentence, and nothing is sent", async (_, args, sentence) => {
    expect(await cells.type(`=STRIPE.QUERY(${args})`)).toEqual([["#VALUE!"]]);
    expect(cells.errorText()).toMatch(sentence);
    expect(cells.started.requests).toEqual([]);
  });

  test("a result that is too large for a formula advises a table", async () => {
    const numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) SELECT i FROM n";
    expect(await cells.type(`=STRIPE.QUERY("${numbers}")`)).toEqual([["#N/A"]]);
    expect(cells.errorText()).toMatch(/50,000 cells.*insert it as a table/);
  });

  test("a blocked spill is Excel's #SPILL!, and the cell in the way keeps its value", async () => {
    cells.office.model.writeCells({ ...cells.place(1, 1), row: cells.row() + 1 }, [["mine"]]);
    expect(await cells.type('=STRIPE.QUERY("SELECT id FROM charges LIMIT 3")', 2, 1)).toEqual([["#SPILL!"], ["mine"]]);
  });
});
