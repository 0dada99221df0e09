import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { openWorkbench, type OpenWorkbench } from "./open-workbench";
import { chooseTable, insert, saveConnection } from "./pane-steps";
import { waitUntil } from "./wait-until";

type Cells = Readonly<Record<string, unknown>>;

describe("the audit sheets of a workbook in a browser, on the real office.js", () => {
  let bench: OpenWorkbench;

  beforeAll(async () => {
    bench = await openWorkbench({ scale: 0.02 });
    await saveConnection(bench, "Acme", "sk_test_sandbox");
    await insert(await chooseTable(bench, "Acme", "Charges"));
    await bench.call("runCommand", "Queries");
  }, 120_000);

  afterAll(() => bench.close());

  /** Rows of a table, by header. */
  const rowsOf = async (name: string): Promise<readonly Cells[]> => {
    const table = (await bench.call("tables")).find((one) => one.name === name);
    if (!table) throw new Error(`no table ${name}`);
    const { values: [headers = [], ...rows] } = await bench.call("getCells", table.address);
    return rows.map((row) => Object.fromEntries(headers.map((header, column) => [String(header), row[column]])));
  };

  test("a query is added in its card's menu: its source and its totals are there, and add up as Excel adds up its table", async () => {
    const pane = bench.pane();
    await pane.getByRole("button", { name: "More for Charges" }).click();
    await pane.getByRole("menuitem", { name: "Add to audit sheet" }).click();
    await pane.getByText("On the audit sheet.").waitFor();
    await waitUntil(async () => (await bench.call("tables")).some(({ name }) => name === "Stripe_totals"));
    const charges = await rowsOf("Charges");
    expect(await rowsOf("Stripe_audit")).toMatchObject([{ Query: "Charges", Connection: "Acme", Mode: "test", Rows: charges.length, Complete: "yes" }]);
    const totals = (await rowsOf("Stripe_totals")).filter(({ Column }) => Column === "amount");
    expect(totals.length).toBeGreaterThan(2);
    for (const { Currency, Total } of totals) {
      const own = charges.filter(({ currency }) => String(currency).toUpperCase() === Currency);
      expect(own.reduce((sum, { amount }) => sum + Number(amount), 0)).toBeCloseTo(Number(Total), 6);
    }
  }, 90_000);

  test("the movements are tied to the balance by one button, and the sheet of totals has both", async () => {
    const pane = bench.pane();
    await pane.getByRole("button", { name: "Tie to Stripe's balance" }).click();
    await pane.getByText(/The movements come to Stripe's balance in all \d currencies\./).waitFor();
    const tied = (await rowsOf("Stripe_totals")).filter(({ Query }) => Query === "Balance of Acme");
    expect(tied.length).toBeGreaterThan(1);
    for (const row of tied) expect([row["Total"], row["Difference"]]).toEqual([row["Balance"], 0]);
  }, 90_000);
});
