import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { catalogTables, findCatalogTable } from "../../src/catalog/catalog";
import { followedByEvents, listedAgain, onlyAdded } from "../../src/catalog/judgement/refresh";
import { eventTypesOf, refreshOf, resourcesWithEvents, type TableRefresh } from "../../src/catalog/table-refresh";

const tables = catalogTables();
const allTypes = resourcesWithEvents().flatMap(eventTypesOf);
const refreshOfTable = (name: string): TableRefresh => refreshOf(findCatalogTable(name)!);
const eventsOf = (name: string) => {
  const refresh = refreshOfTable(name);
  if (refresh.kind !== "events") throw new Error(`${name} is ${refresh.kind}`);
  return refresh;
};

/** Resources with events that are no table. */
const withoutTable: Readonly<Record<string, string>> = {
  application: "an app that was authorized; the account's list of apps is not in the API",
  "billing.alert_triggered": "the moment that an alert was triggered; alerts themselves are a table",
  "billing_portal.session": "a link for one visit, without a list",
  cash_balance: "one for each customer, without a list",
  discount: "part of the customer or subscription that has it",
  "entitlements.active_entitlement_summary": "a customer's entitlements together; each one is a row of a table",
  "financial_connections.authorization": "without a list",
  mandate: "without a list",
  "reserve.hold": "without a list",
  "reserve.plan": "without a list",
  "reserve.release": "without a list",
  source: "without a list of its own, rows of customer_sources",
  source_mandate_notification: "a message to the customer, without a list",
};

describe("the types of events", () => {
  test("are those that the SDK's text names, each about one resource", () => {
    const text = readFileSync("node_modules/stripe/esm/resources/Events.d.ts", "utf8");
    const named = [...text.matchAll(/^ {4}type: '([^']+)';$/gm)].map(([, type]) => type);
    expect(named.length).toBeGreaterThanOrEqual(275);
    expect([...allTypes].sort()).toEqual([...named].sort());
  });

  test("are about resources that are tables, or are listed here with the reason", () => {
    const known = new Set(tables.map(({ resource }) => resource));
    const strangers = resourcesWithEvents().filter((resource) => !known.has(resource));
    expect(strangers.sort()).toEqual(Object.keys(withoutTable).sort());
  });
});

describe("the judgement about refreshing", () => {
  test("is about tables that exist, each once", () => {
    const judged = [...Object.keys(followedByEvents), ...Object.keys(onlyAdded), ...Object.keys(listedAgain)];
    expect(judged.filter((name) => findCatalogTable(name)?.name !== name)).toEqual([]);
    expect(new Set(judged).size).toBe(judged.length);
  });

  test("leaves no table of a resource with events to chance", () => {
    const open = tables.filter(({ kind, parents, filters, name, resource }) => {
      const plain = kind === "list" && parents.length === 0 && !filters.some(({ required }) => required);
      return plain && eventTypesOf(resource).length > 0 && !(name in followedByEvents || name in onlyAdded || name in listedAgain);
    });
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  test("follows events only where they announce new rows and a row can be read by its key", () => {
    for (const name of Object.keys(followedByEvents)) {
      const table = findCatalogTable(name)!;
      expect([name, table.retrieve, table.key]).toEqual([name, `${table.path}/{id}`, "id"]);
      const announced = eventTypesOf(table.resource).some((type) => /\.(created|succeeded)$/.test(type));
      expect([name, announced]).toEqual([name, true]);
    }
  });

  test("reaches a row through a field that is a column of the other resource", () => {
    for (const [name, { also = [] }] of Object.entries(followedByEvents)) {
      for (const { resource, through } of also) {
        expect([name, resource, eventTypesOf(resource).length > 0]).toEqual([name, resource, true]);
        const columns = tables.find((table) => table.resource === resource)?.columns;
        if (columns !== undefined) expect(columns.map((column) => column.name)).toContain(through);
      }
    }
  });

  test("names what a call must ask for as the columns do", () => {
    const asked = Object.entries(followedByEvents).flatMap(([name, { including = [] }]) => including.map((path) => [name, path] as const));
    const strangers = asked.filter(([name, path]) => {
      const columns = findCatalogTable(name)!.columns.filter(({ includable }) => includable);
      return !columns.some((column) => (column.includePath ?? column.path.join(".")) === path);
    });
    expect(asked.length).toBeGreaterThan(0);
    expect(strangers).toEqual([]);
  });

  test("names types that exist", () => {
    const named = Object.values(followedByEvents).flatMap(({ except = [], staying = [] }) => [...except, ...staying]);
    expect(named.filter((type) => !allTypes.includes(type))).toEqual([]);
  });

  test("names the column that tells whether an added row still changes", () => {
    for (const [name, { settled }] of Object.entries(onlyAdded)) {
      const table = findCatalogTable(name)!;
      expect(table.columns.map((column) => column.name)).toEqual(expect.arrayContaining([settled.column, "created"]));
      const filters = table.filters.map((filter) => filter.name);
      expect(filters).toContain("created");
      expect(filters).not.toContain(settled.column);
    }
  });

  test("takes no more types for a table than one call can name", () => {
    for (const name of Object.keys(followedByEvents)) expect([name, eventsOf(name).keyField.size <= 20]).toEqual([name, true]);
  });

  test("keeps ended subscriptions and takes deleted customers away", () => {
    expect([...eventsOf("subscriptions").deletions]).toEqual([]);
    expect([...eventsOf("customers").deletions]).toEqual(["customer.deleted"]);
    expect([...eventsOf("invoices").deletions]).toEqual(["invoice.deleted"]);
  });

  test("finds the charge of a dispute, and the invoice of a credit note", () => {
    expect(eventsOf("charges").keyField.get("charge.dispute.created")).toBe("charge");
    expect(eventsOf("charges").keyField.get("charge.updated")).toBe("id");
    expect(eventsOf("invoices").keyField.get("credit_note.voided")).toBe("invoice");
    expect(eventsOf("invoices").keyField.has("invoice.upcoming")).toBe(false);
  });

  test.each([
    ["balance", "It is one object, which is read at once."],
    ["invoice_line_items", "Stripe does not announce changes of what belongs to another object."],
    ["subscription_items", "Stripe lists it under a condition, and its events do not tell which."],
    ["country_specs", "Stripe does not announce changes of this data."],
    ["payment_intents", "Stripe does not announce edits of payment intents."],
  ])("says why %s is listed again", (name, why) => {
    expect(refreshOfTable(name)).toEqual({ kind: "listed", why });
  });
});
