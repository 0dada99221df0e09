import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { openWorkbench, type OpenWorkbench } from "./open-workbench";
import { chooseTable, insert, saveConnection } from "./pane-steps";
import { waitUntil } from "./wait-until";

type Product = { readonly id: string; readonly name: string; readonly active: boolean };

describe("the queries of a workbook in a browser, on the real office.js", () => {
  let bench: OpenWorkbench;

  beforeAll(async () => {
    bench = await openWorkbench();
    await saveConnection(bench, "Acme", "sk_test_sandbox");
    await insert(await chooseTable(bench, "Acme", "Products"));
    await bench.call("runCommand", "Queries");
  }, 120_000);

  afterAll(() => bench.close());

  const products = (): readonly Product[] => bench.server.sandbox.all("product") as unknown as readonly Product[];
  const card = (name: string) => bench.pane().getByRole("listitem", { name, exact: true });
  /** Chooses from the menu of a query's card. */
  const choose = async (name: string, item: string) => {
    await bench.pane().getByRole("button", { name: `More for ${name}` }).click();
    await bench.pane().getByRole("menuitem", { name: item }).click();
  };
  /** The only table's cells below each of its headers. */
  const columns = async (): Promise<ReadonlyMap<unknown, readonly unknown[]>> => {
    const [table] = await bench.call("tables");
    if (!table) throw new Error("no table");
    const { values } = await bench.call("getCells", table.address);
    return new Map(values[0]?.map((header, column) => [header, values.slice(1).map((row) => row[column])]));
  };

  test("a card says how the query stands, its rows, and when and why it ran", async () => {
    await card("Products").getByText("Fresh", { exact: true }).waitFor();
    const shown = await card("Products").innerText();
    expect(shown).toContain(`${products().length} rows, complete · Acme`);
    expect(shown).toContain("Inserted just now.");
  }, 60_000);

  test("a refresh says what it changed, and the history keeps it", async () => {
    const [first] = products();
    if (!first) throw new Error("the company has no products");
    bench.server.sandbox.update(first.id, { name: "Another name" });
    await card("Products").getByRole("button", { name: "Refresh" }).click();
    await card("Products").getByText("Refreshed just now by hand: 1 changed.").waitFor();
    await card("Products").getByRole("button", { name: "History (2 runs)" }).click();
    const history = bench.pane().getByRole("list", { name: "History of Products" }).getByRole("listitem");
    expect(await history.allInnerTexts()).toEqual([expect.stringContaining("complete: 1 changed"), expect.stringContaining("when it was inserted")]);
  }, 60_000);

  test("a query is renamed in its card, by the keyboard alone", async () => {
    await bench.pane().getByRole("button", { name: "More for Products" }).focus();
    await bench.page.keyboard.press("Enter");
    await bench.pane().getByRole("menuitem", { name: "Rename" }).focus();
    await bench.page.keyboard.press("Enter");
    await bench.pane().getByRole("textbox", { name: "New name of Products" }).fill("What we sell");
    await bench.page.keyboard.press("Enter");
    await card("What we sell").waitFor();
    expect(await bench.call("saveWorkbook")).toContain("What we sell");
    const focused = await bench.pane().evaluate(() => document.activeElement?.getAttribute("aria-label"));
    expect(focused).toBe("More for What we sell");
  }, 60_000);

  test("Go to table selects it, wherever the person is", async () => {
    const [other] = await bench.call("sheets");
    await bench.call("select", `${other}!F9`);
    await card("What we sell").getByRole("button", { name: "Go to table" }).click();
    await waitUntil(async () => (await bench.call("activeSheet")) === "Products");
  }, 60_000);

  test("an edited query gets its new column, and what it had keeps its place", async () => {
    const before = await columns();
    await card("What we sell").getByRole("button", { name: "Edit" }).click();
    const pane = bench.pane();
    expect(await pane.getByRole("checkbox", { name: "name", exact: true }).isChecked()).toBe(true);
    await pane.getByRole("searchbox", { name: "Search columns" }).fill("livemode");
    await pane.getByRole("checkbox", { name: "livemode" }).click();
    await pane.getByRole("button", { name: "Save changes" }).click();
    await card("What we sell").waitFor();
    const after = await columns();
    expect([...after.keys()]).toEqual([...before.keys(), "livemode"]);
    expect(after.get("livemode")).toEqual(products().map(() => false));
    expect(after.get("name")).toEqual(before.get("name"));
  }, 60_000);

  test("Cancel of an edit leaves the query and its table as they were", async () => {
    const before = await columns();
    await card("What we sell").getByRole("button", { name: "Edit" }).click();
    await bench.pane().getByRole("button", { name: "none", exact: true }).click();
    await bench.pane().getByRole("button", { name: "Cancel" }).click();
    await card("What we sell").waitFor();
    expect(await columns()).toEqual(before);
  }, 60_000);

  test("a workbook that somebody else made reads nothing until it is allowed", async () => {
    const saved = await bench.call("saveWorkbook");
    const foreign = saved.replace(/(urn:excel-connector-for-stripe:workbook:1\W+id=\W+)[0-9a-f]+/, `$1${"5".repeat(32)}`);
    expect(foreign).not.toBe(saved);
    await bench.call("openWorkbook", foreign);
    await bench.call("runCommand", "Queries");
    const asked = bench.server.sandbox.traffic().requests;
    await card("What we sell").getByRole("button", { name: "Refresh" }).click();
    await bench.pane().getByText('This workbook wants to read from "Acme".').waitFor();
    expect(bench.server.sandbox.traffic().requests).toBe(asked);
    await bench.pane().getByRole("button", { name: "Allow and refresh What we sell" }).click();
    await card("What we sell").getByText(/Refreshed just now by hand/).waitFor();
    await card("What we sell").getByText("Fresh", { exact: true }).waitFor();
  }, 60_000);

  test("Delete with its table takes both away", async () => {
    await choose("What we sell", "Delete…");
    await card("What we sell").getByRole("button", { name: "Delete table" }).click();
    await bench.pane().getByText("No queries in this workbook").waitFor();
    expect(await bench.call("tables")).toEqual([]);
    expect(await bench.call("saveWorkbook")).not.toContain("What we sell");
  }, 60_000);

  test("nothing went wrong on the way: no console error, no request to another origin", () => {
    expect(bench.complaints).toEqual([]);
  });
});
