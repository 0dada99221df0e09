import { beforeAll, describe, expect, test } from "@jest/globals";
import type { SqlValue } from "../../src/table/column";
import type { Row, Table } from "../../src/table/table";
import { chargeId, customerId, makeCompany } from "./company";
import { makeBench } from "./harness";
import { makeReference } from "./reference";

const tables = makeCompany({ charges: 1000, customers: 60 });
let reference: (sql: string) => SqlValue[][];
beforeAll(async () => {
  reference = await makeReference(tables);
});

describe("answers, cold, against ordinary SQLite tables", () => {
  test.each([
    "SELECT substr(created, 1, 7) AS month, currency, count(*), sum(amount) FROM charges GROUP BY 1, 2 ORDER BY 1, 2",
    "WITH recent AS (SELECT id FROM charges ORDER BY id LIMIT 3) SELECT count(*) FROM recent",
    "WITH some AS (SELECT id FROM customers) SELECT count(*) FROM charges c, some WHERE EXISTS (SELECT 1 FROM some)",
    "SELECT k.country, total(c.amount) FROM customers k LEFT JOIN charges c ON c.customer = k.id AND c.paid GROUP BY 1 ORDER BY 1",
    "SELECT k.id, i.id FROM customers k FULL JOIN invoices i ON i.customer = k.id AND i.status = 'open' ORDER BY 1, 2",
    "SELECT k.id FROM customers k WHERE NOT EXISTS (SELECT 1 FROM invoices i WHERE i.customer = k.id AND i.status = 'void') ORDER BY 1",
    "SELECT id FROM charges WHERE created >= coalesce((SELECT max(created) FROM invoices WHERE status = 'open'), '2000-01-01') ORDER BY 1",
    "SELECT a.id, b.id FROM charges a JOIN charges b ON b.customer = a.customer AND b.created > a.created WHERE a.status = 'pending' AND b.status = 'failed' ORDER BY 1, 2",
    "SELECT id, created, lag(amount) OVER (PARTITION BY customer ORDER BY created, id) FROM charges WHERE created >= '2025-01-01' ORDER BY 1",
    "WITH RECURSIVE m(d) AS (SELECT '2024-01-01' UNION ALL SELECT date(d, '+1 month') FROM m WHERE d < '2024-12-01') SELECT d, (SELECT count(*) FROM charges WHERE created >= d AND created < date(d, '+1 month')) FROM m",
    "SELECT j.key, j.value, count(*) FROM charges c, json_each(c.metadata) j WHERE j.key = 'plan' GROUP BY 1, 2 ORDER BY 2",
    "SELECT i.id, c.status, k.name FROM invoices i JOIN charges c ON c.id = i.charge JOIN customers k ON k.id = c.customer WHERE i.status = 'open' ORDER BY 1",
    "SELECT count(*) FROM charges WHERE NOT paid OR customer IS NULL OR amount > '25000'",
    "SELECT count(*) FROM charges WHERE (customer, currency) IN (SELECT id, 'usd' FROM customers WHERE country = 'DE')",
    `SELECT l.text, l.amount FROM invoice_lines l WHERE l.invoice IN ('in_5', 'in_11') AND (l.amount = 250 OR l.text = 'Plan') ORDER BY 1, 2`,
    `SELECT id FROM charges WHERE customer IN ('${customerId(1)}', '${customerId(2)}') AND customer IN ('${customerId(2)}', '${customerId(3)}') ORDER BY 1`,
    `SELECT id FROM charges WHERE customer = '${customerId(1)}' UNION ALL SELECT id FROM invoices WHERE customer = '${customerId(1)}' ORDER BY 1`,
    `SELECT name FROM customers WHERE id = (SELECT customer FROM charges WHERE id = '${chargeId(2)}')`,
    "SELECT id, amount_major / 4, amount_major || '', typeof(amount_major), risk_score / 3, typeof(risk_score), typeof(amount) FROM charges ORDER BY 1",
    "SELECT i.id, c.amount_major / 4, sum(c.amount_major) OVER (PARTITION BY c.currency ORDER BY i.id) / 4 FROM invoices i JOIN charges c ON c.id = i.charge ORDER BY 1",
    "SELECT currency, sum(amount_major) / 4, max(amount_major) / 4, min(risk_score) / 4 FROM charges WHERE currency = 'jpy' GROUP BY 1",
    "SELECT x.id FROM charges x WHERE x.amount > (SELECT avg(amount) FROM charges y WHERE y.customer = x.customer) ORDER BY 1 LIMIT 7 OFFSET 30",
  ])("%s", async (sql) => {
    const { rows } = await makeBench({ tables });
    const found = await rows(sql);
    expect(found).toEqual(reference(sql));
    expect(found.length).toBeGreaterThan(0);
  });
});

describe("equalities that tables apply by themselves, against ordinary SQLite tables", () => {
  const from = "FROM charges c";
  test.each([
    `SELECT k.id, c.id ${from} RIGHT JOIN customers k ON k.id = c.customer AND c.status = 'succeeded' ORDER BY 1, 2`,
    `SELECT k.id, c.id ${from} FULL JOIN customers k ON k.id = c.customer AND k.country = 'DE' ORDER BY 1, 2`,
    `SELECT k.id, c.id ${from} FULL JOIN customers k ON k.id = c.customer WHERE k.country = 'DE' ORDER BY 1, 2`,
    `SELECT k.id, c.id ${from} RIGHT JOIN customers k ON k.id = c.customer WHERE c.status = 'failed' ORDER BY 1, 2`,
    "SELECT k.id, c.id FROM customers k LEFT JOIN charges c ON k.id = c.customer AND c.currency = 'eur' WHERE c.status = 'succeeded' OR c.id IS NULL ORDER BY 1, 2",
    "SELECT a.id, b.id FROM charges a LEFT JOIN (charges b JOIN customers k ON k.id = b.customer AND k.country = 'DE') ON b.id = a.id AND a.status = 'failed' ORDER BY 1, 2",
    `SELECT c.id ${from} WHERE (c.status = 'failed' OR c.id = 'nobody') AND c.currency = 'eur' ORDER BY 1`,
    `SELECT c.id ${from} WHERE NOT c.status = 'failed' AND c.currency = 'eur' ORDER BY 1`,
    `SELECT c.id ${from} WHERE c.status = 'FAILED' COLLATE NOCASE AND c.currency = 'eur' ORDER BY 1`,
    `SELECT count(*) ${from} WHERE c.status = 'failed' AND c.status = 'succeeded'`,
    `SELECT count(*) ${from} WHERE c.status = x'6661696C6564'`,
    "SELECT k.id, (SELECT count(*) FROM charges c WHERE c.customer = k.id AND c.status = 'failed' AND c.currency = 'usd') FROM customers k ORDER BY 1",
  ])("%s", async (sql) => {
    for (const numberedBlocks of [false, true]) {
      const { rows } = await makeBench({ tables, numberedBlocks });
      const found = await rows(sql);
      expect(found).toEqual(reference(sql));
      expect(found.length).toBeGreaterThan(0);
    }
  });
});

describe("a source that moves while it is read", () => {
  const things: Table = {
    name: "things",
    doc: "",
    key: "id",
    columns: [
      { name: "id", type: "text" },
      { name: "size", type: "integer" },
    ],
    filters: [{ column: "size", kind: "equal" }],
    newestFirst: null,
    defaultColumns: [],
  };

  test("a row that changed between two reads has one version in the answer", async () => {
    const changed: readonly Row[] = [
      ["a", 1],
      ["a", 2],
      ["b", 2],
    ];
    const { rows, log } = await makeBench({ tables: [{ table: things, rows: changed }] });
    const sql = "SELECT id, size FROM things WHERE size = 1 UNION ALL SELECT id, size FROM things WHERE size = 2";
    expect(await rows(sql)).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
    expect(log.scans).toHaveLength(2);
  });

  test("rows of a table without a key are told apart by their content and number", async () => {
    const twins: readonly Row[] = [
      ["a", 1],
      ["a", 1],
      ["a", 2],
    ];
    const { rows } = await makeBench({ tables: [{ table: { ...things, key: null }, rows: twins }] });
    expect(await rows("SELECT id, size FROM things WHERE size = 1 OR id = 'a' AND size < 9")).toEqual(twins);
  });
});

describe("guesses on rows that are still missing", () => {
  test("only the first table that lacks rows for others is read in a pass", async () => {
    const { rows, log } = await makeBench({ tables });
    await rows(
      "SELECT count(*) FROM charges c LEFT JOIN customers k ON k.id = c.customer " +
        "LEFT JOIN invoices i ON i.customer = coalesce(k.id, 'unknown') WHERE c.customer = 'cus_00003'",
    );
    expect(log.scans.map(({ conditions }) => conditions.equals["customer"])).toEqual(["cus_00003", "cus_00003"]);
  });

  test("values that depend on other tables wait until those are read", async () => {
    const { rows, log } = await makeBench({ tables });
    await rows(
      "SELECT count(*) FROM charges WHERE created >= (SELECT max(created) FROM customers WHERE email = 'person5@example.com')",
    );
    expect(
      log.scans.filter(({ table }) => table.name === "charges").map(({ conditions }) => conditions.ranges),
    ).toEqual([{ created: { gte: expect.any(String) } }]);
  });
});

describe("a table whose listings leave rows out", () => {
  const named = (name: string, unlisted: boolean): Table => ({
    name,
    doc: "",
    key: "id",
    columns: [
      { name: "id", type: "text" },
      { name: "part", type: "text" },
    ],
    filters: [],
    newestFirst: null,
    defaultColumns: [],
    ...(unlisted ? { unlisted: true } : {}),
  });
  const numbers = Array.from({ length: 150 }, (_, index) => index);
  const parts = numbers.map((index): Row => [`part_${index}`, null]);

  test.each([3, 150])("a join of %i rows finds them by key, however many keys there are", async (count) => {
    const orders = numbers.slice(0, count).map((index): Row => [`order_${index}`, `part_${index}`]);
    const { rows } = await makeBench({
      tables: [
        { table: named("orders", false), rows: orders },
        { table: named("parts", true), rows: parts.filter((_, index) => index % 3 !== 0), unlistedRows: parts.filter((_, index) => index % 3 === 0) },
      ],
    });
    expect(await rows("SELECT count(*) FROM orders o JOIN parts p ON p.id = o.part")).toEqual([[count]]);
  });
});
