import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { openWorkbench, type OpenWorkbench } from "./open-workbench";

type Charge = { readonly id: string; readonly amount: number; readonly created: number };

/** Excel's serial number of a Unix time in seconds, UTC. */
const serial = (seconds: number): number => seconds / 86_400 + 25_569;

describe("=STRIPE.QUERY in a browser, on the real office.js", () => {
  let bench: OpenWorkbench;

  beforeAll(async () => {
    bench = await openWorkbench();
  }, 120_000);

  afterAll(() => bench.close());

  const newest = (count: number): readonly Charge[] =>
    bench.server.sandbox.all("charge").slice(0, count) as unknown as readonly Charge[];

  test("typed into a cell it spills a header and rows, dates as Excel dates", async () => {
    const { page } = bench;
    await bench.call("select", "A1");
    await page.locator("#univer-sheet-main-canvas_book").click({ position: { x: 90, y: 32 } });
    await page.keyboard.type('=STRIPE.QUERY("SELECT id, amount, created FROM charges LIMIT 5")');
    await page.keyboard.press("Enter");
    await bench.call("idle");
    const { values } = await bench.call("getCells", "A1:C6");
    expect(values[0]).toEqual(["id", "amount", "created"]);
    const expected = newest(5);
    expect(values.slice(1).map(([id, amount]) => [id, amount])).toEqual(expected.map(({ id, amount }) => [id, amount]));
    values.slice(1).forEach(([, , created], row) => expect(created).toBeCloseTo(serial(expected[row]?.created ?? 0), 6));
  }, 60_000);

  test("takes its connection by name, parameters from a range and options", async () => {
    await bench.call("setCell", "E1", "smallest");
    await bench.call("setCell", "F1", 50_000);
    await bench.call(
      "setCell",
      "E3",
      '=STRIPE.QUERY("SELECT count(*) FROM charges WHERE amount >= @smallest","sandbox",E1:F1,"headers=no")',
    );
    await bench.call("idle");
    const expected = newest(Infinity).filter(({ amount }) => amount >= 50_000).length;
    expect(expected).toBeGreaterThan(0);
    expect((await bench.call("getCells", "E3")).values).toEqual([[expected]]);
  }, 60_000);

  test("shows #N/A with the sentence when a column does not exist", async () => {
    await bench.call("setCell", "H1", '=STRIPE.QUERY("SELECT amout FROM charges","sandbox")');
    await bench.call("idle");
    expect((await bench.call("getCells", "H1")).text).toEqual([["#N/A"]]);
    expect(await bench.call("errorText", "H1")).toContain("no such column: amout. Did you mean amount?");
  }, 60_000);

  test("does not overwrite a cell in the way: #SPILL!, and the rows when the way is free", async () => {
    await bench.call("setCell", "J3", "mine");
    await bench.call("setCell", "J1", '=STRIPE.QUERY("SELECT id FROM customers LIMIT 3","sandbox")');
    await bench.call("idle");
    expect((await bench.call("getCells", "J1:J3")).text).toEqual([["#SPILL!"], [""], ["mine"]]);
    await bench.call("setCell", "J3", "");
    await bench.call("idle");
    expect((await bench.call("getCells", "J1:J1")).values).toEqual([["id"]]);
  }, 60_000);

  test("needs no cross-origin isolation and no eval, and causes no console error or foreign request", async () => {
    expect(await bench.pane().evaluate(() => window.crossOriginIsolated)).toBe(false);
    expect(bench.complaints).toEqual([]);
  });
});
