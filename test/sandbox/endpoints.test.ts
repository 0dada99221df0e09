import { describe, expect, test } from "@jest/globals";

import { catalogTables } from "../../src/catalog/catalog";
import type { CatalogTable } from "../../src/catalog/catalog-table";
import { ask, smallSandbox } from "./ask";

const sandbox = smallSandbox();
const tables = catalogTables();
const version = { "stripe-version": "2026-10-28.endive" };

/** The list's address under some parent that exists, or under one that does not. */
function pathOf(table: CatalogTable): { readonly path: string; readonly parentExists: boolean } {
  const parents = table.parents.map((parent) => {
    const resource = tables.find((each) => each.name === parent.table)?.resource ?? "";
    return { parameter: parent.parameter, id: sandbox.all(resource)[0]?.id };
  });
  const path = parents.reduce((text, { parameter, id }) => text.replace(`{${parameter}}`, id ?? "gone"), table.path);
  return { path, parentExists: parents.every(({ id }) => id !== undefined) };
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise);
const lists = tables.filter((table) => table.kind === "list");
const required = (table: CatalogTable) => table.filters.filter((filter) => filter.required);

describe("every list endpoint of the catalog", () => {
  test("there are 120 of v1 and 18 of v2", () => {
    const count = (api: string): number => lists.filter((table) => table.api === api).length;
    expect({ v1: count("v1"), v2: count("v2") }).toEqual({ v1: 120, v2: 18 });
  });

  test.each(lists.map((table) => [table.path, table] as const))("%s answers with a list, or with what is missing", async (_path, table) => {
    const { path, parentExists } = pathOf(table);
    const { status, body } = await ask(sandbox, path, { headers: version });
    const [missing] = required(table);
    if (!parentExists && table.api === "v1") expect([status, body.error.code]).toEqual([404, "resource_missing"]);
    else if (missing) {
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code: "parameter_missing", message: `Missing required param: ${missing.name}.`, param: missing.name });
    } else {
      expect(status).toBe(200);
      expect(Array.isArray(body.data)).toBe(true);
      if (table.api === "v1") expect(body).toMatchObject({ object: "list", url: path });
      else expect(body).toMatchObject({ next_page_url: null, previous_page_url: null });
    }
  });

  test.each(lists.filter((table) => required(table).length > 0 && table.parents.length === 0).map((table) => [table.path, table] as const))(
    "%s answers with a list once the required filters are given",
    async (_path, table) => {
      const values = { text: "x", number: "1", boolean: "true", enum: "performance", range: "1", list: "x", object: "" } as const;
      const query = required(table).map(({ name, kind }) => (kind === "object" ? `${name}[type]=account` : `${name}=${values[kind]}`));
      const { status, body } = await ask(sandbox, `${table.path}?${query.join("&")}`);
      expect([status, body.object]).toEqual([200, "list"]);
    },
  );
});

describe("every retrieve endpoint of the catalog", () => {
  const found = lists.filter((table) => table.retrieve !== null);

  test.each(found.map((table) => [table.retrieve ?? "", table] as const))("%s gives the object of the id, else 404", async (template, table) => {
    const [object] = sandbox.all(table.resource);
    const owners = table.parents.map(({ parameter }) => [parameter, textOr(object?.[parameter], "gone")] as const);
    const path = owners.reduce((text, [parameter, id]) => text.replace(`{${parameter}}`, id), template);
    if (object) {
      const { status, body } = await ask(sandbox, path.replace("{id}", object.id), { headers: version });
      expect([status, body]).toEqual([200, object]);
    }
    const { status, body } = await ask(sandbox, path.replace("{id}", "gone"), { headers: version });
    expect([status, body.error.code, body.error.param]).toEqual([404, "resource_missing", "id"]);
    expect(body.error.message).toMatch(/^No such [a-z_0-9]+: 'gone'$/);
  });
});

describe("every singleton of the catalog", () => {
  const singles = tables.filter((table) => table.kind === "singleton" && table.api === "v1");

  test.each(singles.map((table) => [table.path, table] as const))("%s is one object", async (path, table) => {
    const { status, body } = await ask(sandbox, path);
    expect([status, body.object]).toEqual([200, table.resource]);
  });

  test("the balance is the sum of the balance transactions by currency", async () => {
    const { body } = await ask(sandbox, "/v1/balance");
    const shown = new Map<string, number>();
    for (const part of ["available", "pending"]) {
      for (const { currency, amount } of body[part] as { currency: string; amount: number }[]) {
        shown.set(currency, (shown.get(currency) ?? 0) + amount);
      }
    }
    const summed = new Map<string, number>();
    for (const { currency, net } of sandbox.all("balance_transaction") as unknown as { currency: string; net: number }[]) {
      summed.set(currency, (summed.get(currency) ?? 0) + net);
    }
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(summed));
  });
});

describe("addresses and methods that do not exist", () => {
  test.each([
    ["GET", "/v1/foo"],
    ["GET", "/"],
    ["GET", "/v1/customers/cus_1/unknown"],
    ["POST", "/v1/charges"],
    ["PUT", "/v1/customers"],
    ["DELETE", "/v1/customers"],
    ["POST", "/v1/balance"],
  ])("%s %s is refused as Stripe refuses it", async (method, path) => {
    const { status, body } = await ask(sandbox, path, { method });
    expect(status).toBe(404);
    expect(body.error).toMatchObject({
      type: "invalid_request_error",
      message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    });
  });

  test("v2 needs a version header", async () => {
    const { status, body } = await ask(sandbox, "/v2/core/events");
    expect([status, body.error.message]).toEqual([400, "The Stripe-Version header is required for this endpoint."]);
  });

  test("a version that is none is refused", async () => {
    const { status, body } = await ask(sandbox, "/v1/charges", { headers: { "stripe-version": "newest" } });
    expect([status, body.error.message]).toEqual([400, "Invalid Stripe API version: newest"]);
  });
});
