import { chargeId, customerId, type CompanySize } from "./company";

/** Numbers that look random and depend on the seed only. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Writes random SELECTs over the company's tables: every kind of condition, join and nesting that people write. */
export function createQueryWriter(random: () => number, size: CompanySize): () => string {
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)]!;
  const chance = (share: number): boolean => random() < share;
  const two = (number: number): string => String(number).padStart(2, "0");

  const date = (): string =>
    `'${2023 + below(4)}-${two(1 + below(12))}-${two(1 + below(28))}${pick(["", "", " 10:00:00"])}'`;
  const customer = (): string => (chance(0.1) ? "'cus_none'" : `'${customerId(below(size.customers))}'`);
  const charge = (): string => (chance(0.1) ? "'ch_none'" : `'${chargeId(below(size.charges))}'`);

  const simpleConditions: readonly ((c: string) => string)[] = [
    (c) => `${c}.created ${pick([">=", ">", "<", "<=", "="])} ${date()}`,
    (c) => `${c}.created BETWEEN ${date()} AND ${date()}`,
    (c) => `${c}.created >= date('2026-06-30', '-${below(900)} days')`,
    (c) => `${c}.status = '${pick(["succeeded", "failed", "none"])}'`,
    (c) => `${c}.customer = ${customer()}`,
    (c) => `${c}.customer IN (${customer()}, ${customer()}, NULL)`,
    (c) => `${c}.customer IS ${pick(["", "NOT "])}NULL`,
    (c) => `${c}.customer NOT IN (${customer()}, ${customer()})`,
    (c) => `${c}.id = ${charge()}`,
    (c) => `${c}.id IN (${charge()}, ${charge()}, ${charge()})`,
    (c) => `${c}.amount ${pick([">", "<", ">=", "="])} ${below(50_000)}`,
    (c) => `${c}.amount ${pick([">", "<"])} '${below(50_000)}'`,
    (c) => `${c}.currency ${pick(["=", "<>", ">"])} 'usd'`,
    (c) => `${c}.currency = 'USD' COLLATE NOCASE`,
    (c) => `${c}.description LIKE '%${below(100)}%'`,
    (c) => `${c}.paid = ${pick(["1", "0", "TRUE", "FALSE"])}`,
    (c) => `${c}.risk_score > ${below(100)}`,
    (c) => `${c}.metadata ->> 'plan' = '${pick(["a", "b"])}'`,
    (c) => `${c}.customer IN (SELECT id FROM customers WHERE country = '${pick(["US", "GB"])}')`,
    (c) =>
      `${c}.created >= (SELECT min(created) FROM customers WHERE email = 'person${below(size.customers)}@example.com')`,
    (c) =>
      `${pick(["", "NOT "])}EXISTS (SELECT 1 FROM invoices i WHERE i.charge = ${c}.id AND i.status = '${pick(["paid", "open"])}')`,
    (c) => `${c}.amount > (SELECT avg(total) FROM invoices i WHERE i.customer = ${c}.customer)`,
  ];
  function condition(alias: string, depth = 2): string {
    if (depth > 0 && chance(0.2)) {
      const inner = [condition(alias, depth - 1), condition(alias, depth - 1)] as const;
      return pick([`(${inner[0]} OR ${inner[1]})`, `NOT (${inner[0]})`, `(${inner[0]} AND ${inner[1]})`]);
    }
    return pick(simpleConditions)(alias);
  }
  function where(alias: string): string {
    const conditions = Array.from({ length: below(4) }, () => condition(alias));
    return conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  }
  const page = (): string =>
    chance(0.5) ? ` LIMIT ${1 + below(60)}${chance(0.3) ? ` OFFSET ${below(150)}` : ""}` : "";

  const shapes: readonly (() => string)[] = [
    () =>
      `SELECT c.id, c.amount, c.created FROM charges c${where("c")} ORDER BY ${pick(["c.created DESC, c.id", "c.id", "c.amount, c.id"])}${page()}`,
    () => `SELECT c.created FROM charges c${where("c")} ORDER BY c.created DESC${page()}`,
    () => `SELECT c.created FROM charges c${where("c")} ORDER BY c.created${page()}`,
    () =>
      `SELECT created, count(*) FROM charges c${where("c")} GROUP BY created ORDER BY created ${pick(["", "DESC"])}${page()}`,
    () => `SELECT DISTINCT c.created FROM charges c${where("c")} ORDER BY c.created ${pick(["", "DESC"])}${page()}`,
    () => `SELECT count(*) FROM (SELECT * FROM charges c${where("c")}${page()})`,
    () => `SELECT count(*), sum(amount), min(created), max(amount_major) FROM charges c${where("c")}`,
    () => `SELECT c.id, c.amount_major / 4, c.risk_score / 3 FROM charges c${where("c")} ORDER BY ${pick(["1", "2, 1", "3, 1"])}`,
    () =>
      `SELECT k.email, count(*), sum(c.amount) FROM charges c ${pick(["", "LEFT "])}JOIN customers k ON k.id = c.customer${where("c")} GROUP BY 1 ORDER BY 1`,
    () =>
      `SELECT c.id, i.total FROM charges c ${pick(["", "LEFT ", "RIGHT ", "FULL "])}JOIN invoices i ON i.charge = c.id${where("c")} ORDER BY 1, 2`,
    () =>
      `SELECT c.created FROM charges c JOIN customers k ON k.id = c.customer${where("c")} ORDER BY c.created DESC${page()}`,
    () =>
      `SELECT k.id, (SELECT sum(amount) FROM charges c WHERE c.customer = k.id AND ${condition("c")}) FROM customers k WHERE k.country = '${pick(["US", "DE"])}' ORDER BY 1`,
    () =>
      `SELECT k.id, (SELECT c.created FROM charges c WHERE c.customer = k.id ORDER BY c.created DESC LIMIT 1) FROM customers k WHERE k.country = '${pick(["US", "DE"])}' ORDER BY 1`,
    () =>
      `WITH x AS (SELECT c.customer, sum(c.amount) AS t FROM charges c${where("c")} GROUP BY 1) SELECT k.name, x.t FROM x JOIN customers k ON k.id = x.customer WHERE x.t > 1000 ORDER BY 2, 1`,
    () =>
      `SELECT a.id, b.id FROM charges a JOIN charges b ON b.customer = a.customer AND b.id <> a.id WHERE ${condition("a")} AND ${condition("b")} ORDER BY 1, 2 LIMIT 500`,
    () =>
      `SELECT c.id FROM charges c WHERE ${condition("c")} ${pick(["UNION", "EXCEPT", "INTERSECT"])} SELECT i.charge FROM invoices i WHERE i.status = 'open' ORDER BY 1`,
    () =>
      `SELECT id, n FROM (SELECT c.id, row_number() OVER (PARTITION BY c.customer ORDER BY c.created, c.id) AS n FROM charges c${where("c")}) WHERE n < 3 ORDER BY 1`,
    () =>
      `SELECT k.id FROM customers k WHERE ${pick(["", "NOT "])}EXISTS (SELECT 1 FROM charges c WHERE c.customer = k.id AND ${condition("c")}) ORDER BY 1${page()}`,
    () =>
      `SELECT k.id, c.id FROM customers k JOIN charges c ON c.customer = k.id WHERE ${condition("c")} ORDER BY k.created DESC, 1, 2${page()}`,
    () =>
      `SELECT i.id, l.text, l.amount FROM invoices i JOIN invoice_lines l ON l.invoice = i.id WHERE i.customer = ${customer()} ORDER BY 1, 2, 3`,
    () => `SELECT n.invoice, n.text FROM invoice_notes n WHERE n.text ${pick(["=", "<>"])} 'Note 0' ORDER BY 1, 2${page()}`,
    () => `SELECT n.text, i.total FROM invoices i ${pick(["", "LEFT "])}JOIN invoice_notes n ON n.invoice = i.id WHERE i.customer = ${customer()} ORDER BY 1, 2`,
    () => `SELECT i.id, count(n.text) FROM invoice_notes n JOIN invoices i ON i.id = n.invoice AND i.status = 'open' GROUP BY 1 ORDER BY 1`,
    () =>
      `SELECT l.text FROM invoice_lines l WHERE l.invoice IN ('in_2', 'in_3') AND (l.amount = 100 OR l.text = 'Plan') ORDER BY 1`,
  ];
  return () => pick(shapes)();
}
