import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { associateFormulas } from "../../functions/associate";
import { holdFormulas } from "../../functions/formulas-holder";
import type { App } from "../../src/app/app-api";
import { createFormulas, type Formulas } from "../../src/app/formulas/formulas";
import { startApp } from "../app/harness";
import type { FunctionMetadata } from "../excel-sim/host/custom-functions";
import { startOffice, type StartedOffice } from "../excel-sim/jest-office";
import { generateFunctionMetadata } from "../tools/function-metadata.mjs";

let office: StartedOffice;
let started: ReturnType<typeof startApp>;
let formulas: Formulas;

/** The formulas find what they read by once a page; here it hands over to the app of the test. */
const current = {
  run: (...args) => formulas.run(...args),
  latest: () => formulas.latest(),
  expire: () => formulas.expire(),
  shownIn: (cell) => formulas.shownIn(cell),
  tables: () => formulas.tables(),
  now: () => formulas.now(),
} satisfies Formulas;

beforeAll(async () => {
  const { functions } = JSON.parse(await generateFunctionMetadata()) as { functions: readonly FunctionMetadata[] };
  office = await startOffice({ functions: { namespace: "STRIPE", functions } });
  associateFormulas();
  holdFormulas(current);
});
afterAll(() => office.close());

let row = 0;
beforeEach(async () => {
  started = startApp();
  await started.connect();
  formulas = createFormulas({ app: started.app, now: () => started.clock.now(), rights: [started.app.connections.list] });
  row += 40;
});

const place = (rows: number, columns: number) => ({ sheetId: office.model.activeSheetId(), row, column: 0, rows, columns });

/** Types a formula and waits until the cell shows something else than `#BUSY!`. */
async function type(formula: string, rows = 1, columns = 1) {
  office.model.writeCells(place(1, 1), [[formula]]);
  while (office.host.runningFunctions() > 0 || office.model.readValues(place(1, 1))[0]?.[0] === "#BUSY!") {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return office.model.readValues(place(rows, columns));
}

const errorText = () => office.model.errorText(place(1, 1));

describe("=STRIPE.QUERY", () => {
  test("spills a header row and the rows, with dates as Excel dates", async () => {
    const cells = await type('=STRIPE.QUERY("SELECT id, created, amount FROM charges LIMIT 3")', 4, 3);
    const [charge] = started.sandbox.all("charge");
    expect(cells[0]).toEqual(["id", "created", "amount"]);
    expect(cells[1]).toEqual([charge?.id, Number(charge?.["created"]) / 86_400 + 25_569, charge?.["amount"]]);
  });

  test("leaves the header row out when the options say so, and takes a limit", async () => {
    const cells = await type('=STRIPE.QUERY("SELECT id FROM charges",,,"headers=no;limit=2")', 3, 1);
    expect(cells.flat().map((cell) => String(cell).slice(0, 3))).toEqual(["ch_", "ch_", ""]);
  });

  test("takes named parameters from two columns of cells", async () => {
    office.model.writeCells({ ...place(2, 2), column: 10 }, [["id", String(started.sandbox.all("customer")[0]?.id)], ["", ""]]);
    const cells = await type(`=STRIPE.QUERY("SELECT id FROM customers WHERE id = @id",,K${row + 1}:L${row + 2})`, 3, 1);
    expect(cells.flat()).toEqual(["id", started.sandbox.all("customer")[0]?.id, ""]);
  });

  test("equal formulas in flight share one fetch", async () => {
    const formula = '=STRIPE.QUERY("SELECT id FROM charges LIMIT 1")';
    office.model.writeCells({ ...place(30, 1), column: 5 }, Array.from({ length: 30 }, (_, index) => [index % 2 === 0 ? formula : null]));
    await type(formula);
    expect(started.requests).toHaveLength(1);
  });

  test("a formula reuses rows that are young enough, and with maxage=0 asks Stripe for what changed", async () => {
    const formula = (id: number, options: string) => `=STRIPE.QUERY("SELECT count(*) AS n, ${id} AS id FROM charges",,,"${options}")`;
    await type(formula(1, ""));
    const listed = started.requests.length;
    row += 5;
    await type(formula(2, ""));
    expect(started.requests).toHaveLength(listed);
    row += 5;
    await type(formula(3, "maxage=0"));
    expect(started.requests.slice(listed).map((url) => new URL(url).pathname)).toEqual(["/v1/events"]);
  });

  test("a formula that needs more requests than it may says how many, and how to allow more", async () => {
    expect(await type('=STRIPE.QUERY("SELECT count(*) AS n FROM charges",,,"maxrequests=1")')).toEqual([["#N/A"]]);
    expect(errorText()).toMatch(/requests to Stripe; the limit is 1\. .*maxrequests=/);
    row += 5;
    const cells = await type('=STRIPE.QUERY("SELECT count(*) AS n FROM charges",,,"maxrequests=100")', 2, 1);
    expect(cells).toEqual([["n"], [started.sandbox.all("charge").length]]);
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
    Object.assign(started.app, { runQuery: waiting });
    office.model.writeCells(place(1, 1), [['=STRIPE.QUERY("SELECT 1")']]);
    while (office.host.runningFunctions() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    office.model.writeCells(place(1, 1), [[""]]);
    while (!cancelled) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(cancelled).toBe(true);
  });

  test.each([
    ["a misspelt column", '"SELECT amout FROM charges"', /no such column.*amout.*Did you mean amount/i],
    ["an unknown table", '"SELECT id FROM chargez"', /chargez/],
    ["a syntax error", '"SELEC id FROM charges"', /SELEC/],
    ["a write statement", '"DELETE FROM charges"', /read/i],
    ["an unknown connection", '"SELECT 1","nobody"', /no connection named "nobody"/],
  ])("%s shows #N/A with the sentence", async (_, args, sentence) => {
    expect(await type(`=STRIPE.QUERY(${args})`)).toEqual([["#N/A"]]);
    expect(errorText()).toMatch(sentence);
  });

  test.each([
    ["an unknown option", '"SELECT 1",,,"colour=red"', /no option "colour"/],
    ["a key in the formula", '"SELECT 1","sk_test_abc"', /must not hold an API key/],
  ])("%s shows #VALUE! with the sentence, and nothing is sent", async (_, args, sentence) => {
    expect(await type(`=STRIPE.QUERY(${args})`)).toEqual([["#VALUE!"]]);
    expect(errorText()).toMatch(sentence);
    expect(started.requests).toEqual([]);
  });

  test("a result that is too large for a formula advises a table", async () => {
    const numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) SELECT i FROM n";
    expect(await type(`=STRIPE.QUERY("${numbers}")`)).toEqual([["#N/A"]]);
    expect(errorText()).toMatch(/50,000 cells.*insert it as a table/);
  });

  test("a blocked spill is Excel's #SPILL!, and the cell in the way keeps its value", async () => {
    office.model.writeCells({ ...place(1, 1), row: row + 1 }, [["mine"]]);
    expect(await type('=STRIPE.QUERY("SELECT id FROM charges LIMIT 3")', 2, 1)).toEqual([["#SPILL!"], ["mine"]]);
  });
});
