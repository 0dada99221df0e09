import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { openWorkbench, type OpenWorkbench } from "./open-workbench";
import { insert, saveConnection } from "./pane-steps";
import { lookAtTable, type TableLook, type TableRow } from "./table-in-use";

type Customer = { readonly id: string; readonly name: string };

const query = "SELECT id, name, balance_major AS balance, delinquent FROM customers WHERE name LIKE 'Customer %' ORDER BY name";

describe("a sorted table with totals, a filter and neighbours, refreshed in a browser", () => {
  let bench: OpenWorkbench;

  beforeAll(async () => {
    bench = await openWorkbench({ scale: 0.01 });
    const { sandbox } = bench.server;
    (sandbox.all("customer") as unknown as readonly Customer[]).slice(0, 8).forEach(({ id }, index) =>
      sandbox.update(id, { name: `Customer ${"BDFHJLNP"[index]}`, balance: index * 1_050, currency: "usd", delinquent: index % 3 === 0 }),
    );
    await saveConnection(bench, "Acme", "sk_test_sandbox");
    await bench.call("runCommand", "FromStripe");
    const pane = bench.pane();
    await pane.getByLabel("Connection", { exact: true }).selectOption("Acme");
    await pane.getByRole("tab", { name: "Write SQL" }).click();
    await pane.getByRole("textbox", { name: "SQL" }).fill(query);
    await pane.getByRole("textbox", { name: "Table name" }).fill("Customers");
    await insert(pane);
    await workOnTable();
  }, 120_000);

  afterAll(() => bench.close());

  /** Columns, formats, totals and neighbours of a person's own, a name and formulas that point into the table. */
  async function workOnTable(): Promise<void> {
    await bench.pane().evaluate(() =>
      Excel.run(async (context) => {
        const table = context.workbook.tables.getItem("Customers");
        const sheet = context.workbook.worksheets.getItem("Customers");
        const body = table.getDataBodyRange().load("rowCount,values");
        await context.sync();
        table.columns.add(undefined, [["note"], ...body.values.map(([, name]) => [`re ${String(name).slice(-1)}`])]);
        table.columns.add(undefined, [["double"], ...body.values.map((_, row) => [`=C${row + 2}*2`])]);
        table.showTotals = true;
        table.columns.getItem("balance").getTotalRowRange().formulas = [["=SUM(Customers[balance])"]];
        table.columns.getItem("double").getTotalRowRange().formulas = [["=MAX(Customers[double])"]];
        table.columns.getItem("balance").getDataBodyRange().numberFormat = body.values.map(() => ["[$$-409]#,##0.00"]);
        sheet.getRange("I1:J4").formulas = [["my notes", ""], ["first", "=C2"], ["sum", "=SUM(balances)"], ["rows", "=ROWS(Customers)"]];
        sheet.getRange("A18:B19").formulas = [["signed off by", "Jane"], ["total", "=SUM(Customers[balance])"]];
        table.getRange().format.autofitColumns();
        context.workbook.names.add("balances", sheet.getRange("C2:C9"));
        await context.sync();
      }),
    );
    await bench.call("idle");
  }

  const look = (): Promise<TableLook> => lookAtTable(bench, "Customers");
  const refresh = async (): Promise<TableLook> => {
    await bench.call("runCommand", "RefreshAll");
    await bench.call("idle");
    return look();
  };
  const cells = async (address: string) => (await bench.call("getCells", `Customers!${address}`)).values;
  const names = ({ rows }: TableLook) => rows.map(({ values }) => values["name"]);
  const sum = ({ rows }: TableLook) => rows.reduce((total, { values }) => total + Number(values["balance"]), 0);
  const rowOf = ({ rows }: TableLook, name: string): TableRow | undefined => rows.find(({ values }) => values["name"] === name);
  const idOf = async (name: string): Promise<string> => String(rowOf(await look(), name)?.values["id"]);

  /** What a person made, wherever the rows stand now. Table rows that are deleted pull up what is below them, and leave the name fewer. */
  async function expectSurvivors(after: TableLook, { below, named } = { below: 18, named: 8 }): Promise<void> {
    const end = after.rows.length + 1;
    for (const [index, { values, formulas }] of after.rows.entries()) {
      expect(formulas["double"]).toBe(`=C${index + 2}*2`);
      expect(values["double"]).toBeCloseTo(Number(values["balance"]) * 2, 6);
    }
    const formatted = after.rows.flatMap(({ values }, index) => (values["note"] === "" ? [] : [after.formats[index]?.[2]]));
    expect(formatted).toEqual(formatted.map(() => "[$$-409]#,##0.00"));
    const { formulas } = await bench.call("getCells", `Customers!A${end + 1}:F${end + 1}`);
    expect([formulas[0]?.[2], formulas[0]?.[5]]).toEqual(["=SUM(Customers[balance])", "=MAX(Customers[double])"]);
    expect((await cells(`C${end + 1}`)).flat()[0]).toBeCloseTo(sum(after), 6);
    const balances = after.rows.map(({ values }) => Number(values["balance"]));
    expect(await cells("I1:I4")).toEqual([["my notes"], ["first"], ["sum"], ["rows"]]);
    expect((await cells("J2:J4")).flat()).toEqual([balances[0], balances.slice(0, named).reduce((total, one) => total + one, 0), after.rows.length]);
    expect(await cells(`A${below}:B${below + 1}`)).toEqual([["signed off by", "Jane"], ["total", sum(after)]]);
    expect(bench.complaints).toEqual([]);
  }

  test("what a person made of it stands before the first refresh", async () => {
    const before = await look();
    expect(names(before)).toEqual([..."BDFHJLNP"].map((letter) => `Customer ${letter}`));
    await expectSurvivors(before);
  });

  test("more rows and other values: they come where the query's order puts them, and the totals row is below them", async () => {
    const { sandbox } = bench.server;
    sandbox.update(await idOf("Customer D"), { name: "Customer Q", balance: 99_900 });
    for (const letter of "AM") sandbox.create("customer", { name: `Customer ${letter}`, balance: 12_345, currency: "usd" });
    const after = await refresh();
    expect(names(after)).toEqual([..."ABFHJLMNPQ"].map((letter) => `Customer ${letter}`));
    expect(rowOf(after, "Customer Q")?.values).toMatchObject({ balance: 999, note: "re D" });
    expect(after.rows.filter(({ values }) => values["note"] === "").map(({ values }) => values["name"])).toEqual(["Customer A", "Customer M"]);
    await expectSurvivors(after);
  }, 60_000);

  test("fewer rows: those that are gone stay marked, with what was written beside them", async () => {
    const { sandbox } = bench.server;
    for (const name of ["Customer H", "Customer P"]) sandbox.remove(await idOf(name));
    const after = await refresh();
    const gone = after.rows.filter(({ values }) => values["Not in query since"] !== "");
    expect(gone.map(({ values }) => values["note"])).toEqual(["re H", "re P"]);
    expect(after.rows).toHaveLength(10);
    await expectSurvivors(after);
  }, 60_000);

  test("under a filter: values come into their own rows, and the rows that match now are shown", async () => {
    await bench.pane().evaluate(() =>
      Excel.run(async (context) => {
        context.workbook.tables.getItem("Customers").columns.getItem("delinquent").filter.applyValuesFilter(["FALSE"]);
        await context.sync();
      }),
    );
    const before = await look();
    const [shown, hidden] = [before.rows.find((row) => !row.hidden), before.rows.find((row) => row.hidden)];
    const { sandbox } = bench.server;
    sandbox.update(String(shown?.values["id"]), { delinquent: true });
    sandbox.update(String(hidden?.values["id"]), { delinquent: false, balance: 77_700 });
    const after = await refresh();
    expect(names(after)).toEqual(names(before));
    expect(after.rows.map((row) => row.hidden)).toEqual(after.rows.map(({ values }) => values["delinquent"]));
    expect(after.rows.find(({ values }) => values["id"] === hidden?.values["id"])?.values).toMatchObject({ balance: 777, note: hidden?.values["note"] });
    await expectSurvivors(after);
  }, 60_000);

  test("another choice of columns: the new one comes behind the person's own, the one that is gone stays, and so does the filter", async () => {
    const before = await look();
    await bench.call("runCommand", "Queries");
    const pane = bench.pane();
    await pane.getByRole("button", { name: "Edit" }).click();
    await pane.getByRole("textbox", { name: "SQL" }).fill(query.replace("delinquent", "currency"));
    await pane.getByRole("button", { name: "Save changes" }).click();
    await pane.getByRole("button", { name: "Edit" }).waitFor();
    await bench.call("idle");
    const after = await look();
    expect(after.headers).toEqual([...before.headers, "currency"]);
    expect(names(after)).toEqual(names(before));
    expect(after.rows.map(({ values }) => values["currency"])).toEqual(before.rows.map(({ values }) => (values["Not in query since"] === "" ? "usd" : "")));
    expect(after.rows.map((row) => row.hidden)).toEqual(before.rows.map((row) => row.hidden));
    await expectSurvivors(after);
  }, 60_000);

  test("rows that are gone are deleted when that is asked for, and others keep what is theirs", async () => {
    const before = await look();
    await bench.pane().evaluate(() =>
      Excel.run(async (context) => {
        context.workbook.tables.getItem("Customers").clearFilters();
        await context.sync();
      }),
    );
    const pane = bench.pane();
    await pane.getByRole("button", { name: "More for Customers" }).click();
    await pane.getByRole("menuitem", { name: "Rows that are gone…" }).click();
    await pane.getByRole("checkbox", { name: "Delete rows that are gone" }).check();
    await bench.call("idle");
    const after = await refresh();
    const kept = before.rows.filter(({ values }) => values["Not in query since"] === "");
    expect(after.rows.map(({ values }) => [values["name"], values["note"]])).toEqual(kept.map(({ values }) => [values["name"], values["note"]]));
    expect(after.rows.map((row) => row.hidden)).toEqual(kept.map(() => false));
    await expectSurvivors(after, { below: 16, named: 7 });
  }, 60_000);
});
