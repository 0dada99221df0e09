import { describe, expect, test } from "@jest/globals";
import { catalogTables } from "../../src/catalog/catalog";
import type { Table } from "../../src/table/table";
import { runHere } from "./run-xlstripe";

describe("xlstripe tables", () => {
  test("lists every table of the catalog, without a key", async () => {
    const { code, out, err } = await runHere(["tables", "--format", "json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect((JSON.parse(out) as { name: string }[]).map(({ name }) => name)).toEqual(catalogTables().map(({ name }) => name));
  });

  test("shows the columns of one table, by any spelling", async () => {
    const { out } = await runHere(["tables", "BalanceTransactions"]);
    expect(out).toMatch(/^id +text +key$/m);
    expect(out).toMatch(/^created +timestamp +filtered by Stripe$/m);
    expect(out).toMatch(/^amount_major +moneyMajor +not in \*$/m);
    const declared = JSON.parse((await runHere(["tables", "balance_transactions", "--format", "json"])).out) as Table;
    expect(declared).toMatchObject({ name: "balance_transactions", key: "id" });
  });

  test("suggests a table for a name that it does not know", async () => {
    expect(await runHere(["tables", "chargs"])).toEqual({
      code: 2,
      out: "",
      err: 'There is no table "chargs". Did you mean charges? xlstripe tables lists all of them.\n',
    });
  });
});

describe("help", () => {
  test("lists the commands, and the options of each", async () => {
    expect((await runHere([])).out).toMatch(/^ {2}xlstripe query +Run one SELECT/m);
    for (const command of ["query", "tables", "sandbox"]) {
      const { code, out } = await runHere([command, "--help"]);
      expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(`Usage: xlstripe ${command}`) as unknown });
    }
  });
});
