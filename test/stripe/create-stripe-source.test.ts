import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { HttpReply, HttpRequest } from "../../src/platform/ports";
import { createStripeSource } from "../../src/stripe/create-stripe-source";
import type { PartialReason } from "../../src/table/query-result";
import type { Conditions, RowSource } from "../../src/table/row-source";
import type { Row, Table } from "../../src/table/table";
import { clientOver, json, reading, refusal } from "./stripe-fake";

const everything: Conditions = { equals: {}, ranges: {} };

function sourceOver(answer: (request: HttpRequest, number: number) => HttpReply, timeZone = "UTC") {
  const { client, clock, sent } = clientOver(answer);
  const paths = (): string[] => sent.map(({ url }) => decodeURIComponent(url.replace("https://stripe.example", "")));
  return { source: createStripeSource({ client, timeZone, now: () => clock.now() }), paths };
}

const list = (data: unknown[], more = false): HttpReply => json({ object: "list", data, has_more: more });

function tableOf(source: RowSource, name: string): Table {
  const table = source.find(name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
}

type Read = { readonly table: string; readonly columns: readonly string[]; readonly conditions?: Partial<Conditions> };

async function readAll(source: RowSource, { table, columns, conditions }: Read): Promise<Row[]> {
  const request = { table: tableOf(source, table), columns, conditions: { ...everything, ...conditions } };
  const rows: Row[] = [];
  for await (const page of source.scan(request, reading())) rows.push(...page);
  return rows;
}

describe("createStripeSource", () => {
  test("finds tables whatever the case and the underscores", () => {
    const { source } = sourceOver(() => list([]));
    expect(source.find("BalanceTransactions")?.name).toBe("balance_transactions");
    expect(source.find("no_such_table")).toBeUndefined();
    expect(source.names()).toEqual([...source.names()].sort());
  });

  test("declares every table with a key and defaults among its columns, each name once and each filter on a column", () => {
    const { source } = sourceOver(() => list([]));
    for (const name of source.names()) {
      const { columns, filters, key, defaultColumns } = tableOf(source, name);
      const names = columns.map((column) => column.name);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(expect.arrayContaining([...filters.map(({ column }) => column), ...defaultColumns, ...(key === null ? [] : [key])]));
      expect(columns.map(({ costly }) => costly === true).lastIndexOf(true)).toBeLessThan(62);
    }
  });

  test("follows the cursor to the end and counts on nothing else", async () => {
    const { source, paths } = sourceOver(({ url }) =>
      url.includes("starting_after") ? list([{ id: "ch_1" }]) : list([{ id: "ch_3" }, { id: "ch_2" }], true),
    );
    expect(await readAll(source, { table: "charges", columns: ["id"] })).toEqual([["ch_3"], ["ch_2"], ["ch_1"]]);
    expect(paths()).toEqual(["/v1/charges?limit=100", "/v1/charges?limit=100&starting_after=ch_2"]);
  });

  test("stops asking when the reader stops reading", async () => {
    const { source, paths } = sourceOver((_, number) => list([{ id: `ch_${number}` }], true));
    const request = { table: tableOf(source, "charges"), columns: ["id"], conditions: everything };
    for await (const page of source.scan(request, reading())) {
      expect(page).toEqual([["ch_1"]]);
      break;
    }
    expect(paths()).toHaveLength(1);
  });

  test("delivers an object once, even where pages overlap", async () => {
    const page = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 });
    const goesOn = (numbers: number[][]): boolean => numbers.every((one, index) => one.at(-1) !== numbers[index - 1]?.at(-1));
    const pages = fc.array(page, { minLength: 1, maxLength: 6 }).filter(goesOn);
    await fc.assert(
      fc.asyncProperty(pages, async (numbers) => {
        const { source } = sourceOver((_, number) =>
          list((numbers[number - 1] ?? []).map((id) => ({ id: `ch_${id}` })), number < numbers.length),
        );
        const ids = (await readAll(source, { table: "charges", columns: ["id"] })).map(([id]) => id);
        expect(ids).toEqual([...new Set(numbers.flat().map((id) => `ch_${id}`))]);
      }),
      { numRuns: 30 },
    );
  });

  test("asks Stripe for the conditions that it can apply", async () => {
    const { source, paths } = sourceOver(() => list([]));
    const conditions = {
      equals: { customer: "cus_1", status: "succeeded" },
      ranges: { created: { gte: "2026-01-01", lt: "2026-02-01" } },
    };
    await readAll(source, { table: "charges", columns: ["id"], conditions });
    expect(paths()).toEqual([
      "/v1/charges?created[gte]=1767225600&created[lte]=1769904000&customer=cus_1&limit=100",
    ]);
  });

  test("asks with a wider range where the clocks change", async () => {
    const { source, paths } = sourceOver(() => list([]), "Europe/Berlin");
    const conditions = { ranges: { created: { gte: "2026-10-25 02:30:00", lte: "2026-10-25 02:30:00" } } };
    await readAll(source, { table: "charges", columns: ["id"], conditions });
    expect(paths()).toEqual(["/v1/charges?created[gte]=1792888200&created[lte]=1792891800&limit=100"]);
  });

  test("lists subscriptions of every status, unless the query names one", async () => {
    const { source, paths } = sourceOver(() => list([]));
    await readAll(source, { table: "subscriptions", columns: ["id"] });
    await readAll(source, { table: "subscriptions", columns: ["id"], conditions: { equals: { status: "active" } } });
    expect(paths()).toEqual(["/v1/subscriptions?status=all&limit=100", "/v1/subscriptions?status=active&limit=100"]);
  });

  test("lists active and inactive prices, and the active ones again, unless the query says which", async () => {
    const { source, paths } = sourceOver(() => list([]));
    await readAll(source, { table: "prices", columns: ["id"] });
    await readAll(source, { table: "prices", columns: ["id"], conditions: { equals: { active: 0 } } });
    expect(paths()).toEqual([
      "/v1/prices?active=true&limit=100",
      "/v1/prices?active=false&limit=100",
      "/v1/prices?active=true&limit=100",
      "/v1/prices?active=false&limit=100",
    ]);
  });

  test("lists a nested table below its parent, and shows the parent in each row", async () => {
    const { source, paths } = sourceOver(() => list([{ id: "li_1" }]));
    const conditions = { equals: { credit_note: "cn_1" } };
    const rows = await readAll(source, { table: "credit_note_line_items", columns: ["id", "credit_note"], conditions });
    expect(rows).toEqual([["li_1", "cn_1"]]);
    expect(paths()).toEqual(["/v1/credit_notes/cn_1/lines?limit=100"]);
  });

  test("says which condition a list needs", async () => {
    const { source } = sourceOver(() => list([]));
    await expect(readAll(source, { table: "tax_locations", columns: ["id"] })).rejects.toMatchObject({
      code: "SQL_FILTER_REQUIRED",
      message: "Stripe lists tax_locations only for one type at a time.",
    });
  });

  test("a condition that names an object which does not exist has no rows", async () => {
    const { source } = sourceOver(() => refusal(400, { code: "resource_missing", param: "customer" }));
    const conditions = { equals: { customer: "cus_typo" } };
    expect(await readAll(source, { table: "charges", columns: ["id"], conditions })).toEqual([]);
  });

  test.each(["starting_after", "customer"])("a %s that vanishes between two pages is an error, never a shorter list", async (param) => {
    const { source } = sourceOver((_, number) =>
      number === 1 ? list([{ id: "ch_1" }], true) : refusal(400, { code: "resource_missing", param }),
    );
    const conditions = { equals: { customer: "cus_1" } };
    await expect(readAll(source, { table: "charges", columns: ["id"], conditions })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test.each([
    ["no object has an id", () => list([{ object: "charge" }], true)],
    ["a page is empty", () => list([], true)],
    ["every page is the first one again", () => list([{ id: "ch_1" }], true)],
  ])("more objects that cannot be reached are an error, never a shorter list: %s", async (_, answer) => {
    const { source } = sourceOver(answer);
    await expect(readAll(source, { table: "charges", columns: ["id"] })).rejects.toMatchObject({
      code: "STRIPE_UNAVAILABLE",
      message: "The server has more of /v1/charges, but does not say where to go on.",
    });
  });

  test("says when a list within an object holds its first entries only", async () => {
    const line = { id: "il_1", object: "line_item" };
    const invoice = { id: "in_1", lines: { object: "list", data: [line], has_more: true } };
    const whole = { id: "in_2", lines: { object: "list", data: [line], has_more: false } };
    const reasonsOf = async (columns: readonly string[], objects: readonly object[]) => {
      const { source } = sourceOver(() => list([...objects]));
      const reasons: PartialReason[] = [];
      const context = { ...reading(), onPartial: (reason: PartialReason) => void reasons.push(reason) };
      const request = { table: tableOf(source, "invoices"), columns, conditions: everything };
      for await (const page of source.scan(request, context)) expect(page).toHaveLength(objects.length);
      return reasons.map(({ code, message }) => `${code} ${message}`);
    };
    expect(await reasonsOf(["id", "lines"], [whole, invoice])).toEqual([
      "LIST_CUT Lists in the column lines hold their first entries only; Stripe did not show the rest.",
    ]);
    expect(await reasonsOf(["id", "lines"], [whole])).toEqual([]);
    expect(await reasonsOf(["id"], [invoice])).toEqual([]);
  });

  test("a row that must repeat what its list was asked for cannot be read by its key alone", () => {
    const { source } = sourceOver(() => list([]));
    for (const name of source.names()) {
      const { key, columns, filters } = tableOf(source, name);
      const repeated = columns.filter((column) => column.hidden && filters.some(({ column: of, required }) => required && of === column.name));
      if (repeated.length > 0) expect({ name, key }).toEqual({ name, key: null });
    }
    expect(tableOf(source, "entitlements_active_entitlements").key).toBeNull();
    expect(tableOf(source, "subscription_items").key).toBe("id");
  });

  test("asks for no single moment where rows show whole seconds only", () => {
    const { source } = sourceOver(() => list([]));
    const { filters } = tableOf(source, "v2_commerce_product_catalog_imports");
    expect(filters.filter(({ column, kind }) => column === "created" && kind === "equal")).toEqual([]);
  });

  test.each(["", ".", ".."])("an id %j, which would lead to another address, has no rows and costs no request", async (id) => {
    const { source, paths } = sourceOver(() => list([{ id: "x" }]));
    const conditions = { equals: { customer: id } };
    expect(await readAll(source, { table: "customer_balance_transactions", columns: ["id"], conditions })).toEqual([]);
    expect(await source.lookup({ table: tableOf(source, "customers"), columns: ["id"], key: id }, reading())).toBeNull();
    expect(paths()).toEqual([]);
  });

  test("asks for expanded data only when a column needs it", async () => {
    const { source, paths } = sourceOver(() => list([]));
    await readAll(source, { table: "charges", columns: ["id", "customer"] });
    await readAll(source, { table: "charges", columns: ["id", "refunds"] });
    expect(paths()).toEqual(["/v1/charges?limit=100", "/v1/charges?limit=100&expand[]=data.refunds"]);
  });

  test("reads values as SQL sees them", async () => {
    const { source } = sourceOver(() =>
      list([
        {
          id: "ch_1",
          amount: 1250,
          currency: "eur",
          created: 1767225600,
          paid: true,
          customer: { id: "cus_1", object: "customer" },
          billing_details: { email: "a@b.example" },
          metadata: { order: "7" },
        },
        { id: "ch_2", amount: 500, currency: "jpy", customer: null },
        { id: "ch_3", amount: 12340, currency: "kwd" },
      ]),
    );
    const columns = ["id", "amount", "amount_major", "created", "paid", "customer", "customer_id", "billing_details_email", "metadata"];
    expect(await readAll(source, { table: "charges", columns })).toEqual([
      ["ch_1", 1250, 12.5, "2026-01-01 00:00:00", 1, "cus_1", "cus_1", "a@b.example", '{"order":"7"}'],
      ["ch_2", 500, 500, null, null, null, null, null, null],
      ["ch_3", 12340, 12.34, null, null, null, null, null, null],
    ]);
  });

  test("shows a single object as a table of one row", async () => {
    const { source, paths } = sourceOver(() => json({ object: "balance", livemode: false }));
    expect(await readAll(source, { table: "balance", columns: ["livemode"] })).toEqual([[0]]);
    expect(paths()).toEqual(["/v1/balance"]);
  });

  test("follows the page tokens of v2", async () => {
    const { source, paths } = sourceOver((_, number) =>
      json({ data: [{ id: `ed_${number}` }], next_page_url: number === 1 ? "/v2/core/event_destinations?page=tok&limit=20" : null }),
    );
    expect(await readAll(source, { table: "v2_core_event_destinations", columns: ["id"] })).toEqual([["ed_1"], ["ed_2"]]);
    expect(paths()).toEqual(["/v2/core/event_destinations?limit=20", "/v2/core/event_destinations?limit=20&page=tok"]);
  });

  test("reads one row by key; missing and deleted objects are no rows", async () => {
    const answers: Record<string, HttpReply> = {
      "/v1/customers/cus_1": json({ id: "cus_1", email: "a@b.example" }),
      "/v1/customers/cus_2": json({ id: "cus_2", deleted: true }),
    };
    const { source } = sourceOver(({ url }) => answers[new URL(url).pathname] ?? refusal(404, { code: "resource_missing" }));
    const table = tableOf(source, "customers");
    const look = (key: string) => source.lookup({ table, columns: ["id", "email"], key }, reading());
    expect(await look("cus_1")).toEqual(["cus_1", "a@b.example"]);
    expect(await look("cus_2")).toBeNull();
    expect(await look("cus_3")).toBeNull();
  });
});
