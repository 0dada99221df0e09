import type { JsonObject } from "../../../src/stripe/json-object";
import type { SqlValue } from "../../../src/table/column";
import type { Company } from "./company";

export type ResultRow = readonly SqlValue[];

/** A query, and what it must give: computed without any SQL. */
export type Question = {
  readonly name: string;
  readonly sql: string;
  readonly answer: (company: Company) => readonly ResultRow[];
};

const since = "2026-01-01";
const sinceSeconds = Date.UTC(2026, 0, 1) / 1000;
const textOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
const text = (object: JsonObject, name: string): string => object[name] as string;
const amountOf = (object: JsonObject): number => object["amount"] as number;
const inner = (object: JsonObject, outer: string, name: string): SqlValue => (object[outer] as JsonObject)[name] as SqlValue;

/** Groups rows by a text made of their key. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => readonly SqlValue[]): { readonly key: readonly SqlValue[]; readonly items: readonly T[] }[] {
  const groups = new Map<string, { key: readonly SqlValue[]; items: T[] }>();
  for (const item of items) {
    const key = keyOf(item);
    const name = JSON.stringify(key);
    const group = groups.get(name);
    if (group) group.items.push(item);
    else groups.set(name, { key, items: [item] });
  }
  return [...groups.values()];
}

const total = (items: readonly JsonObject[]): number => items.reduce((sum, item) => sum + amountOf(item), 0);
const compare = (a: SqlValue, b: SqlValue): number => (a === b ? 0 : a === null || (b !== null && a < b) ? -1 : 1);

/** The customers who paid most in a year: a join, a group, the first of an order. */
const joinTop: Question = {
  name: "join-top",
  sql: `SELECT c.email, SUM(ch.amount) AS tot FROM charges ch JOIN customers c ON c.id = ch.customer
    WHERE ch.created >= '${since}' AND ch.status = 'succeeded' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`,
  answer({ charges, customers }) {
    const emails = new Map(customers.map((customer) => [customer["id"], text(customer, "email")]));
    const paid = charges.filter((one) => (one["created"] as number) >= sinceSeconds && one["status"] === "succeeded" && one["customer"] !== null);
    return grouped(paid, (one) => [emails.get(one["customer"]) ?? null])
      .map(({ key, items }): ResultRow => [key[0] ?? null, total(items)])
      .sort((a, b) => compare(b[1]!, a[1]!) || compare(a[0]!, b[0]!))
      .slice(0, 100);
  },
};

/** All charges by month and currency: one pass over everything. */
const byMonth: Question = {
  name: "by-month",
  sql: `SELECT substr(created, 1, 7) AS month, currency, COUNT(*) AS n, SUM(amount) AS tot, AVG(outcome_risk_score) AS risk FROM charges
    WHERE status = 'succeeded' GROUP BY 1, 2 ORDER BY 1, 2`,
  answer: ({ charges }) =>
    grouped(charges.filter((one) => one["status"] === "succeeded"), (one) => [textOf(one["created"] as number).slice(0, 7), text(one, "currency")])
      .map(({ key, items }): ResultRow => [
        ...key,
        items.length,
        total(items),
        items.reduce((sum, one) => sum + Number(inner(one, "outcome", "risk_score")), 0) / items.length,
      ])
      .sort((a, b) => compare(a[0]!, b[0]!) || compare(a[1]!, b[1]!)),
};

/** Running sums and ranks per customer over a year: window functions, many rows out. */
const windows: Question = {
  name: "windows",
  sql: `SELECT customer, id, amount, running, rn FROM (
      SELECT customer, id, amount, SUM(amount) OVER (PARTITION BY customer ORDER BY created, id) AS running,
        ROW_NUMBER() OVER (PARTITION BY customer ORDER BY amount DESC, id) AS rn FROM charges WHERE created >= '${since}' AND customer IS NOT NULL
    ) AS t WHERE rn <= 3 ORDER BY customer, rn`,
  answer: ({ charges }) =>
    grouped(charges.filter((one) => (one["created"] as number) >= sinceSeconds && one["customer"] !== null), (one) => [text(one, "customer")])
      .sort((a, b) => compare(a.key[0]!, b.key[0]!))
      .flatMap(({ key, items }) => {
        const inTime = [...items].sort((a, b) => Number(a["created"]) - Number(b["created"]) || compare(text(a, "id"), text(b, "id")));
        let sum = 0;
        const running = new Map(inTime.map((one) => [one, (sum += amountOf(one))]));
        return [...items]
          .sort((a, b) => amountOf(b) - amountOf(a) || compare(text(a, "id"), text(b, "id")))
          .slice(0, 3)
          .map((one, rank): ResultRow => [key[0]!, text(one, "id"), amountOf(one), running.get(one)!, rank + 1]);
      }),
};

/** Everything joined with every customer, by country and way of paying. */
const joinAll: Question = {
  name: "join-all",
  sql: `SELECT c.address_country AS country, ch.payment_method_details_type AS method, COUNT(*) AS n, SUM(ch.amount) AS tot FROM charges ch
    LEFT JOIN customers c ON c.id = ch.customer GROUP BY 1, 2 ORDER BY 4 DESC`,
  answer({ charges, customers }) {
    const countries = new Map(customers.map((customer) => [customer["id"], inner(customer, "address", "country")]));
    return grouped(charges, (one) => [countries.get(one["customer"]) ?? null, inner(one, "payment_method_details", "type")])
      .map(({ key, items }): ResultRow => [...key, items.length, total(items)])
      .sort((a, b) => compare(b[3]!, a[3]!));
  },
};

/** The four queries; their order is total, so that answers can be compared row by row. */
export const questions: readonly Question[] = [joinTop, byMonth, windows, joinAll];
