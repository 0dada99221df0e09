import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { officeFormulaCells } from "../../src/platform/office/formula-cells";
import { numberOf, startCells, type StartedCells } from "./cells";

let cells: StartedCells;
beforeAll(async () => (cells = await startCells()));
beforeEach(() => cells.begin());
afterAll(() => cells.close());

const first = (resource: string) => cells.started.sandbox.all(resource)[0] ?? { id: "none" };

describe("=STRIPE.TABLE", () => {
  test("spills the table's usual columns under their names, money in major units", async () => {
    const [headers = [], charge = []] = await cells.type('=STRIPE.TABLE("charges",,,1)', 2, 12);
    expect(headers.slice(0, 2)).toEqual(["id", "created"]);
    expect(charge[headers.indexOf("amount")]).toBe(numberOf(first("charge"), "amount") / 100);
  });

  test("takes columns as text or as cells, a condition and a limit", async () => {
    cells.write([["id", "Currency"]], 20);
    const text = await cells.type(`=STRIPE.TABLE("Charges","id, currency","currency = 'eur' -- euros only",2)`, 4, 2);
    expect(text.map(([, currency]) => currency)).toEqual(["currency", "eur", "eur", ""]);
    const row = cells.row() + 1;
    expect(await cells.type(`=STRIPE.TABLE("charges",U${row}:V${row},"currency = 'eur'",2)`, 4, 2)).toEqual(text);
  });

  test.each([
    ["an unknown table", '"chargez"', "#N/A", /no table "chargez".*Did you mean charges\?/],
    ["an unknown column", '"charges","amout"', "#N/A", /no column "amout".*Did you mean amount\?/],
    ["a condition that the engine refuses", '"charges",,"amount >"', "#N/A", /syntax/i],
    ["a limit that is no number of rows", '"charges",,,0', "#VALUE!", /whole number from 1/],
    ["a key", '"charges",,,,"sk_test_abc"', "#VALUE!", /must not hold an API key/],
  ])("%s shows its sentence, and nothing is sent", async (...[, args, shown, sentence]) => {
    expect(await cells.type(`=STRIPE.TABLE(${args})`)).toEqual([[shown]]);
    expect(cells.errorText()).toMatch(sentence);
    expect(cells.started.requests).toEqual([]);
  });
});

describe("=STRIPE.GET", () => {
  test("shows one field of an object, found by how its id begins", async () => {
    const customer = first("customer") as { id: string; email?: string };
    expect(await cells.type(`=STRIPE.GET("${customer.id}","email")`)).toEqual([[customer.email]]);
    const charge = first("charge");
    expect(await cells.type(`=STRIPE.GET("${charge.id}","amount")`)).toEqual([[numberOf(charge, "amount") / 100]]);
  });

  test("without a field shows every field beside its name", async () => {
    const { id } = first("customer");
    const fields = new Map((await cells.type(`=STRIPE.GET("${id}")`, 60, 2)).map(([name, value]) => [name, value]));
    expect(fields.get("id")).toBe(id);
    expect(fields.has("email")).toBe(true);
  });

  test.each([
    ["an id that Stripe does not know", '"cus_nobody","email"', "#N/A", /no object with the id cus_nobody/],
    ["an empty cell", 'ZZ1,"email"', "#VALUE!", /There is no id to look up\. Give an id/],
    ["no id at all", ',"email"', "#VALUE!", /There is no id to look up/],
    ["an id that tells no table", '"order 7"', "#VALUE!", /does not begin like an id/],
    ["an unknown field", '"cus_1","emial"', "#N/A", /no column "emial".*Did you mean email\?/],
  ])("%s shows its sentence", async (...[, args, shown, sentence]) => {
    expect(await cells.type(`=STRIPE.GET(${args})`)).toEqual([[shown]]);
    expect(cells.errorText()).toMatch(sentence);
  });
});

describe("=STRIPE.BALANCE", () => {
  test("shows each currency beside its available amount in major units, or the amount of one", async () => {
    const all = await cells.type("=STRIPE.BALANCE()", 1, 2);
    const [currency, amount] = all[0] ?? [];
    expect(currency).toMatch(/^[A-Z]{3}$/);
    expect(await cells.type(`=STRIPE.BALANCE("${String(currency).toLowerCase()}")`)).toEqual([[amount]]);
  });

  test("a currency that the account does not hold is no 0", async () => {
    expect(await cells.type('=STRIPE.BALANCE("xaf")')).toEqual([["#N/A"]]);
    expect(cells.errorText()).toMatch(/no balance in "xaf"\. It has [A-Z]{3}/);
  });
});

describe("=STRIPE.STATUS", () => {
  test("tells rows, completeness, requests and age of a query that a cell holds", async () => {
    cells.write([["SELECT count(*) AS n FROM charges"]], 20);
    const [[sentence] = []] = await cells.type(`=STRIPE.STATUS(U${cells.row() + 1})`);
    expect(sentence).toMatch(/^1 row from acme \(test mode\), complete; \d+ requests?, read just now\.$/);
  });

  test.each([
    ["a query", '=STRIPE.QUERY("SELECT id FROM charges WHERE currency = ?",,{"eur"},"limit=2")', /^2 rows from acme \(test mode\), not complete \(.*\); /],
    ["a table", '=STRIPE.TABLE("customers","id",,3)', /^3 rows from acme /],
    ["the balance", "=STRIPE.BALANCE()", /^1 row from acme \(test mode\), complete; /],
  ])("of the cell that holds a formula for %s tells what that formula found, and asks nothing", async (...[, formula, sentence]) => {
    cells.write([[formula]], 20);
    await cells.type("=1");
    const asked = cells.started.requests.length;
    const [[shown] = []] = await cells.type(`=STRIPE.STATUS($U$${cells.row() + 1})`);
    expect(shown).toMatch(sentence);
    expect(cells.started.requests).toHaveLength(asked);
  });

  test("of a cell follows what the formula in it finds later", async () => {
    const cell = `U${cells.row() + 1}`;
    cells.write([['=STRIPE.TABLE("customers","id",,3)']], 20);
    await cells.type("=1");
    expect(await cells.type(`=STRIPE.STATUS(${cell})`)).toEqual([[expect.stringMatching(/^3 rows/)]]);
    cells.write([['=STRIPE.TABLE("charges","id",,2)']], 20);
    await cells.type("=1");
    expect(await cells.type(`=STRIPE.STATUS(${cell})`)).toEqual([[expect.stringMatching(/^2 rows/)]]);
  });

  test.each([["cleared", ""], ["overwritten by a text", "some text"], ["overwritten by a formula of the sheet", "=1+1"]])(
    "of a cell whose formula was %s tells nothing of it any more",
    async (_, instead) => {
      const cell = `U${cells.row() + 1}`;
      cells.write([['=STRIPE.TABLE("customers","id",,3)']], 20);
      await cells.type("=1");
      expect(await cells.type(`=STRIPE.STATUS(${cell})`)).toEqual([[expect.stringMatching(/^3 rows/)]]);
      cells.write([[instead]], 20);
      expect(await cells.type(`=STRIPE.STATUS(${cell},)`)).toEqual([[expect.stringMatching(`^Nothing is known of Sheet1!${cell}: `)]]);
    },
  );

  test("of a cell tells nothing of the formula that stood there before cells were inserted, and the right thing once formulas are refreshed", async () => {
    const { model } = cells.office;
    const row = cells.row();
    const at = (below: number) => ({ ...cells.place(1, 1), row: row + below, column: 20 });
    model.writeCells(at(0), [['=STRIPE.TABLE("customers","id",,3)']]);
    model.writeCells(at(10), [['=STRIPE.TABLE("charges","id",,2)']]);
    expect(await cells.type(`=STRIPE.STATUS(U${row + 11})`)).toEqual([[expect.stringMatching(/^2 rows/)]]);
    model.insertCells({ ...at(0), rows: 10 }, "down");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const moved = `U${row + 11}`;
    expect(await cells.type(`=STRIPE.STATUS(${moved},)`)).toEqual([[expect.stringMatching(`^Nothing is known of Sheet1!${moved}: .*Refresh formulas`)]]);
    await officeFormulaCells.recalculate(new AbortController().signal);
    expect(await cells.type(`=STRIPE.STATUS(${moved})`)).toEqual([[expect.stringMatching(/^3 rows/)]]);
  });

  test("of a cell tells nothing of the formula that stood there before rows were sorted", async () => {
    const row = cells.row();
    const cell = (line: number) => `U${row + line}`;
    cells.write([["n", "formula"], ["2", '=STRIPE.QUERY("SELECT id FROM charges LIMIT 1",,,"headers=no")'], ["1", '=STRIPE.QUERY("SELECT count(*) AS n FROM charges",,,"headers=no")']], 19);
    await cells.type("=1");
    expect(await cells.type(`=STRIPE.STATUS(${cell(2)})`)).toEqual([[expect.stringMatching(/^1 row /)]]);
    await Excel.run(async (context) => {
      const table = context.workbook.worksheets.getActiveWorksheet().tables.add(`T${row + 1}:U${row + 3}`, true);
      table.sort.apply([{ key: 0, ascending: true }]);
      await context.sync();
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await cells.type(`=STRIPE.STATUS(${cell(3)},)`)).toEqual([[expect.stringMatching(`^Nothing is known of Sheet1!${cell(3)}: `)]]);
  });

  test("of hundreds of cells looks at them in few requests of Excel", async () => {
    const { model, host } = cells.office;
    const many = { ...cells.place(200, 1), column: 20 };
    model.writeCells(many, Array.from({ length: 200 }, () => ['=STRIPE.QUERY("SELECT count(*) AS n FROM charges",,,"headers=no")']));
    await cells.type("=1");
    const asked = host.requests.length;
    model.writeCells({ ...many, column: 22 }, Array.from({ length: 200 }, (_, index) => [`=STRIPE.STATUS(U${many.row + index + 1})`]));
    await cells.type("=2");
    expect(new Set(model.readValues({ ...many, column: 22 }).flat())).toEqual(new Set([expect.stringMatching(/^1 row /)]));
    expect(host.requests.slice(asked).filter(({ actions }) => actions.some((action) => action.includes("getRange"))).length).toBeLessThanOrEqual(2);
  });

  test("of a cell that holds neither a formula nor a query says so", async () => {
    cells.write([["some text"]], 20);
    const cell = `U${cells.row() + 1}`;
    expect(await cells.type(`=STRIPE.STATUS(${cell})`)).toEqual([[expect.stringMatching(`^Nothing is known of Sheet1!${cell}: it holds no SELECT, and no formula of Stripe has run there\\. .*Refresh formulas`)]]);
    expect(cells.started.requests).toEqual([]);
  });

  test("takes the parameters of a query, as the query does", async () => {
    const [[sentence] = []] = await cells.type('=STRIPE.STATUS("SELECT id FROM charges WHERE currency = @currency LIMIT 2",,{"currency","eur"})');
    expect(sentence).toMatch(/^2 rows from acme /);
  });

  test("of a query that cannot be run is the sentence, as text", async () => {
    expect(String(await cells.type('=STRIPE.STATUS("SELECT amout FROM charges")'))).toMatch(/^Failed: .*Did you mean amount/);
  });

  test("without a query sums up all formulas", async () => {
    expect(await cells.type("=STRIPE.STATUS()")).toEqual([["Nothing has been read yet."]]);
    await cells.type('=STRIPE.QUERY("SELECT id FROM charges LIMIT 1")');
    expect(await cells.type('=STRIPE.STATUS()')).toEqual([["1 result, all complete; the oldest was read just now."]]);
  });
});
