import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { openWorkbench, type OpenWorkbench } from "./open-workbench";
import { chooseTable, insert, saveConnection } from "./pane-steps";

describe("a table in use, refreshed in a browser", () => {
  let bench: OpenWorkbench;
  /** The table as a person left it: each row by its id, and everything beside it. */
  let before: Awaited<ReturnType<typeof look>>;

  beforeAll(async () => {
    bench = await openWorkbench({ scale: 0.01 });
    await saveConnection(bench, "Acme", "sk_test_sandbox");
    await insert(await chooseTable(bench, "Acme", "Charges"));
  }, 120_000);

  afterAll(() => bench.close());

  const table = async () => {
    const found = (await bench.call("tables")).find(({ name }) => name === "Charges");
    if (!found) throw new Error("no table Charges");
    return found;
  };

  async function look() {
    const { address } = await table();
    const { values, formulas, numberFormats } = await bench.call("getCells", address);
    const headers = values[0]?.map(String) ?? [];
    const beside = await bench.call("getCells", "Charges!Z1:AA4");
    return { headers, values: values.slice(1), formulas: formulas.slice(1), formats: numberFormats.slice(1), beside };
  }
  const column = ({ headers }: { readonly headers: readonly string[] }, name: string): number => headers.indexOf(name);

  /** Columns of the person's own at the right end, formats of their own, cells that point into the table, and a name. */
  async function workOnTable(amountLetter: string): Promise<void> {
    await bench.pane().evaluate(
      (letter) =>
        Excel.run(async (context) => {
          const own = context.workbook.tables.getItem("Charges");
          const body = own.getDataBodyRange();
          body.load("rowCount");
          await context.sync();
          const rows = Array.from({ length: body.rowCount }, (_, index) => index);
          own.columns.add(undefined, [["mine"], ...rows.map((row) => [`note ${row}`])]);
          own.columns.add(undefined, [["double"], ...rows.map((row) => [`=${letter}${row + 2}*2`])]);
          own.getDataBodyRange().getColumn(0).numberFormat = rows.map(() => ["@"]);
          const sheet = context.workbook.worksheets.getItem("Charges");
          sheet.getRange("Z1:AA4").formulas = [["my sums", ""], ["first", `=${letter}2`], ["sum", `=SUM(${letter}2:${letter}4)`], ["text", "stays"]];
          context.workbook.names.add("first_amount", sheet.getRange(`${letter}2`));
          await context.sync();
        }),
      amountLetter,
    );
    await bench.call("idle");
  }

  test("rows that changed, came and moved: every row keeps its place, and all that a person made stays", async () => {
    const inserted = await look();
    const amount = column(inserted, "amount");
    await workOnTable(String.fromCharCode(65 + amount));
    before = await look();
    const { sandbox } = bench.server;
    const id = column(before, "id");
    const changed = String(before.values[1]?.[id]);
    sandbox.update(changed, { description: "changed for the refresh" });
    for (const cents of [1_234, 5_678]) sandbox.create("charge", { amount: cents });
    await bench.call("runCommand", "RefreshAll");
    await bench.call("idle");
    const after = await look();
    expect(after.headers).toEqual(before.headers);
    expect(after.values.length).toBe(before.values.length + 2);
    const standing = after.values.slice(0, before.values.length);
    expect(standing.map((row) => row[id])).toEqual(before.values.map((row) => row[id]));
    for (const name of ["mine", "double"]) {
      expect(after.formulas.slice(0, before.formulas.length).map((row) => row[column(after, name)])).toEqual(before.formulas.map((row) => row[column(before, name)]));
    }
    expect(after.formats.slice(0, before.formats.length)).toEqual(before.formats);
    expect(after.beside.formulas).toEqual(before.beside.formulas);
    expect(bench.complaints).toEqual([]);
  }, 120_000);

  test("another choice of columns: new ones come at the right end, the person's own and those that are gone stay", async () => {
    const stood = await look();
    await bench.call("runCommand", "Queries");
    const pane = bench.pane();
    await pane.getByRole("button", { name: "Edit" }).click();
    await pane.getByRole("checkbox", { name: "payment_intent", exact: true }).uncheck();
    await pane.getByRole("checkbox", { name: "captured", exact: true }).check();
    await pane.getByRole("button", { name: "Save changes" }).click();
    await pane.getByRole("button", { name: "Edit" }).waitFor();
    await bench.call("idle");
    const after = await look();
    expect(after.headers).toEqual([...stood.headers, "captured"]);
    expect(after.formulas.map((row) => row.slice(0, -1))).toEqual(stood.formulas);
    expect(after.formats.map((row) => row.slice(0, -1))).toEqual(stood.formats);
    expect(after.values.every((row) => typeof row.at(-1) === "boolean")).toBe(true);
    expect(after.beside.formulas).toEqual(stood.beside.formulas);
  }, 120_000);
});
