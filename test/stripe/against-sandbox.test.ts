import { beforeAll, describe, expect, test } from "@jest/globals";
import { catalogTables } from "../../src/catalog/catalog";
import { sendTo } from "../../src/platform/node/send-http";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox";
import type { Conditions, RowSource } from "../../src/table/row-source";
import type { Row, Table } from "../../src/table/table";
import { createFakeClock } from "../fakes/fake-clock";
import { openWithKey } from "../fakes/open-with-key";
import { reading } from "./stripe-fake";

let sandbox: Sandbox;
let source: RowSource;
const everything: Conditions = { equals: {}, ranges: {} };

beforeAll(() => {
  sandbox = createSandbox({ seed: 11, scale: 0.05, now: Date.UTC(2026, 0, 31) });
  const send = sendTo((request) => sandbox.handle(request));
  source = openWithKey({ ApiKey: "sk_test_sandbox", ApiBase: "http://localhost" }, { send, clock: createFakeClock(), random: () => 0 }).source;
});

async function scan(table: Table, columns: readonly string[], conditions = everything): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of source.scan({ table, columns, conditions }, reading())) rows.push(...page);
  return rows;
}

const sorted = (values: readonly unknown[]): string[] => values.map(String).sort();
/** Tables that can be listed as they are. */
const listable = (): readonly Table[] =>
  catalogTables()
    .filter(({ kind }) => kind === "list")
    .map(({ name }) => tableOf(name))
    .filter(({ filters }) => !filters.some(({ required }) => required));
const tableOf = (name: string): Table => source.find(name)!;

describe("the client against the sandbox", () => {
  test.each([
    ["charges", "charge"],
    ["customers", "customer"],
    ["prices", "price"],
    ["products", "product"],
    ["subscriptions", "subscription"],
    ["invoices", "invoice"],
    ["payment_intents", "payment_intent"],
    ["refunds", "refund"],
    ["balance_transactions", "balance_transaction"],
    ["payouts", "payout"],
  ])("reads exactly the rows of %s, those of unpopular statuses too", async (name, resource) => {
    const rows = await scan(tableOf(name), ["id"]);
    const expected = sandbox.all(resource).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    expect(sorted(rows.flat())).toEqual(sorted(expected));
  });

  test("reads every column of every list that needs no condition", async () => {
    for (const table of listable()) {
      const columns = table.columns.map((column) => column.name);
      for (const row of await scan(table, columns)) expect(row).toHaveLength(columns.length);
    }
  });

  test("delivers the tables that promise it newest first", async () => {
    for (const table of listable()) {
      if (table.newestFirst === null) continue;
      const times = (await scan(table, [table.newestFirst])).flat().map(String);
      expect({ table: table.name, times }).toEqual({ table: table.name, times: [...times].sort().reverse() });
    }
  });

  test("reads every row by its key as it lists it", async () => {
    for (const name of ["charges", "customers", "balance_transactions", "prices"]) {
      const table = tableOf(name);
      const columns = table.columns.filter(({ costly }) => !costly).map((column) => column.name);
      const [first] = await scan(table, columns);
      const key = String(first?.[columns.indexOf("id")]);
      expect(await source.lookup({ table, columns, key }, reading())).toEqual(first);
    }
  });

  test("a filter that Stripe applies leaves the same rows as the same condition afterwards", async () => {
    const charges = tableOf("charges");
    const all = await scan(charges, ["id", "customer", "created"]);
    const [, customer = null] = all.find(([, owner]) => owner !== null) ?? [];
    const ofCustomer = await scan(charges, ["id", "customer", "created"], { equals: { customer }, ranges: {} });
    expect(ofCustomer).toEqual(all.filter(([, owner]) => owner === customer));
    const ranges = { created: { gte: "2025-03-01", lt: "2025-04-01" } };
    const inMarch = (rows: readonly Row[]): readonly Row[] => rows.filter(([, , time]) => String(time).startsWith("2025-03"));
    const ofMarch = await scan(charges, ["id", "customer", "created"], { equals: {}, ranges });
    expect(inMarch(ofMarch)).toEqual(inMarch(all));
    expect(ofMarch.length).toBeLessThan(all.length);
  });

  test("nested lists are read whole, below their parent", async () => {
    const invoices = sandbox.all("invoice").slice(0, 5);
    const lines = tableOf("invoice_line_items");
    for (const { id } of invoices) {
      const rows = await scan(lines, ["id", "invoice"], { equals: { invoice: id }, ranges: {} });
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every(([, invoice]) => invoice === id)).toBe(true);
    }
  });

  test("a failure of one page is repeated and loses nothing", async () => {
    let requests = 0;
    const flaky = sendTo((request) => (++requests % 3 === 0 ? Promise.resolve(new Response("{}", { status: 503 })) : sandbox.handle(request)));
    const clock = createFakeClock();
    const connection = openWithKey({ ApiKey: "sk_test_sandbox", ApiBase: "http://localhost" }, { send: flaky, clock, random: () => 0 });
    const ids: unknown[] = [];
    const read = (async () => {
      const request = { table: tableOf("charges"), columns: ["id"], conditions: everything };
      for await (const page of connection.source.scan(request, reading())) ids.push(...page.flat());
      return "done";
    })();
    let state: string | number | null = null;
    while (state !== "done") state = await Promise.race([read, clock.advanceToNext()]);
    expect(clock.sleeps.length).toBeGreaterThan(0);
    expect(sorted(ids)).toEqual(sorted(sandbox.all("charge").map(({ id }) => id)));
  });
});
