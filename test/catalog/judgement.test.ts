import { describe, expect, test } from "@jest/globals";
import { catalogTables, findCatalogTable } from "../../src/catalog/catalog";
import { judgementOf, writtenJudgement } from "../../src/catalog/judgement";

const tables = catalogTables();

describe("the judgement about tables", () => {
  test("is about tables that exist", () => {
    expect(Object.keys(writtenJudgement).filter((name) => findCatalogTable(name)?.name !== name)).toEqual([]);
  });

  test("names default columns that exist, each once", () => {
    const wrong = tables.flatMap((table) => {
      const names = new Set(table.columns.map(({ name }) => name));
      const { defaultColumns } = judgementOf(table);
      const missing = defaultColumns.filter((name) => !names.has(name)).map((name) => `${table.name}.${name}`);
      return new Set(defaultColumns).size === defaultColumns.length ? missing : [...missing, `${table.name} repeats`];
    });
    expect(wrong).toEqual([]);
  });

  test("gives every table a sentence and at least one default column", () => {
    for (const table of tables) {
      const { doc, defaultColumns } = judgementOf(table);
      expect({ table: table.name, doc }).toEqual({ table: table.name, doc: expect.stringMatching(/^[A-Z].+\.$/) });
      expect([table.name, defaultColumns.length > 0]).toEqual([table.name, true]);
    }
  });

  test("never picks a column by default that costs requests", () => {
    const costly = tables.flatMap((table) =>
      table.columns
        .filter(({ name, includable }) => includable && judgementOf(table).defaultColumns.includes(name))
        .map(({ name }) => `${table.name}.${name}`),
    );
    expect(costly).toEqual([]);
  });

  test("shows the currency beside every amount that is picked by default", () => {
    const bare = tables.flatMap((table) => {
      const picked = judgementOf(table).defaultColumns;
      return table.columns
        .filter(({ name, currency }) => currency !== undefined && picked.includes(name) && !picked.includes(currency))
        .map(({ name }) => `${table.name}.${name}`);
    });
    expect(bare).toEqual([]);
  });

  test("lists with parameters that the list takes", () => {
    for (const table of tables) {
      const declared = table.filters.map(({ name }) => name);
      const used = (judgementOf(table).listWith ?? []).flatMap((set) => Object.keys(set));
      expect(declared).toEqual(expect.arrayContaining(used.map((name) => name.replace("[0]", ""))));
    }
  });

  test("names the column that the created filter is about, wherever the object has no created", () => {
    const unclear = tables.filter((table) => {
      const names = table.columns.map(({ name }) => name);
      const filtered = table.filters.some(({ name, kind }) => name === "created" && kind === "range");
      return filtered && !names.includes(judgementOf(table).createdColumn ?? "created");
    });
    expect(unclear.map(({ name }) => name)).toEqual(["product_catalog_trial_offers"]);
  });

  test("knows the lists that hide rows from a plain call", () => {
    const traps = tables.flatMap((table) => {
      const { listWith } = judgementOf(table);
      return listWith === undefined ? [] : [[table.name, listWith]];
    });
    expect(Object.fromEntries(traps)).toEqual({
      payment_methods: [{}, { type: "custom" }],
      prices: [{ active: "true" }, { active: "false" }, { active: "true" }],
      subscriptions: [{ status: "all" }],
      tax_rates: [{ active: "true" }, { active: "false" }, { active: "true" }],
      tax_registrations: [{ status: "all" }],
      v2_core_accounts: [{ closed: "false" }, { closed: "true" }],
      v2_money_management_financial_accounts: [{}, { "statuses[0]": "closed" }],
    });
  });
});
