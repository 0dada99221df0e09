import type { Column, SqlValue } from "../../src/table/column";
import type { Filter, Row, Table } from "../../src/table/table";
import type { MemoryTable } from "../fakes/memory-source";

/** Tables like those of a payment provider, with made-up rows that depend on the sizes only. */
export const charges: Table = {
  name: "charges",
  doc: "A payment that was tried.",
  key: "id",
  columns: [
    { name: "id", type: "text" },
    { name: "amount", type: "money", currencyColumn: "currency" },
    { name: "currency", type: "text" },
    { name: "customer", type: "text", references: "customers" },
    { name: "created", type: "timestamp" },
    { name: "status", type: "text" },
    { name: "paid", type: "boolean" },
    { name: "description", type: "text" },
    { name: "risk_score", type: "real" },
    { name: "metadata", type: "json" },
    { name: "amount_major", type: "moneyMajor", currencyColumn: "currency", hidden: true },
  ],
  filters: [
    { column: "customer", kind: "equal" },
    { column: "created", kind: "range" },
  ],
  newestFirst: "created",
  defaultColumns: ["id", "amount", "currency", "created"],
};

export const customers: Table = {
  name: "customers",
  doc: "Somebody who buys.",
  key: "id",
  columns: [
    { name: "id", type: "text" },
    { name: "name", type: "text" },
    { name: "email", type: "text" },
    { name: "country", type: "text" },
    { name: "created", type: "timestamp" },
  ],
  filters: [
    { column: "email", kind: "equal" },
    { column: "created", kind: "range" },
  ],
  newestFirst: "created",
  defaultColumns: ["id", "name", "email"],
};

export const invoices: Table = {
  name: "invoices",
  doc: "A bill.",
  key: "id",
  columns: [
    { name: "id", type: "text" },
    { name: "customer", type: "text", references: "customers" },
    { name: "charge", type: "text", references: "charges" },
    { name: "total", type: "money" },
    { name: "status", type: "text" },
    { name: "created", type: "timestamp" },
  ],
  filters: [
    { column: "customer", kind: "equal" },
    { column: "status", kind: "equal" },
    { column: "created", kind: "range" },
  ],
  newestFirst: "created",
  defaultColumns: ["id", "total"],
};

/** Lines can only be listed for one invoice, and have no key of their own. */
export const invoiceLines: Table = {
  name: "invoice_lines",
  doc: "A line of a bill.",
  key: null,
  columns: [
    { name: "invoice", type: "text", references: "invoices" },
    { name: "text", type: "text" },
    { name: "amount", type: "money" },
  ],
  filters: [{ column: "invoice", kind: "equal", required: true }],
  newestFirst: null,
  defaultColumns: ["text", "amount"],
};

/** Notes are listed invoice by invoice, where the invoice is not named. */
export const invoiceNotes: Table = {
  name: "invoice_notes",
  doc: "A remark on a bill.",
  key: null,
  columns: [
    { name: "invoice", type: "text", references: "invoices" },
    { name: "text", type: "text" },
  ],
  filters: [{ column: "invoice", kind: "equal", eachOf: "invoices" }],
  newestFirst: null,
  defaultColumns: ["text"],
};

export const balanceTransactions: Table = {
  name: "balance_transactions",
  doc: "A movement on the balance.",
  key: "id",
  columns: [
    { name: "id", type: "text" },
    { name: "net", type: "money" },
  ],
  filters: [],
  newestFirst: null,
  defaultColumns: ["id", "net"],
};

export type CompanySize = { readonly charges: number; readonly customers: number };

const day = 86_400_000;
const firstMoment = Date.UTC(2023, 0, 1);

/** The moment of the n-th of `count` rows, as timestamps are written; two neighbours may share it. */
function moment(index: number, count: number): string {
  const time = firstMoment + Math.floor((index / count) * 1400) * day + (index % 7) * 3_600_000;
  return new Date(time).toISOString().slice(0, 19).replace("T", " ");
}

const currencies = ["usd", "eur", "jpy"];
const countries = ["US", "GB", "DE", null];
const statuses = ["succeeded", "succeeded", "succeeded", "failed", "pending"];

/** Mixes an index into something that looks random but never changes. */
function mix(index: number, salt: number): number {
  let value = Math.imul(index + 1, 2654435761) ^ Math.imul(salt + 7, 40503);
  value = Math.imul(value ^ (value >>> 15), 2246822519);
  return (value ^ (value >>> 13)) >>> 0;
}

const pick = <T>(values: readonly T[], number: number): T => values[number % values.length]!;

export function customerId(index: number): string {
  return `cus_${index.toString().padStart(5, "0")}`;
}

export function chargeId(index: number): string {
  return `ch_${index.toString().padStart(6, "0")}`;
}

/** A company of the given size: tables with their rows, newest first. */
export function makeCompany(size: CompanySize): readonly MemoryTable[] {
  const chargeRows = newestFirst(
    charges,
    list(size.charges, (index) => chargeRow(index, size)),
  );
  const customerRows = newestFirst(
    customers,
    list(size.customers, (index) => customerRow(index, size)),
  );
  const invoiceRows = newestFirst(
    invoices,
    list(Math.floor(size.charges / 3), (index) => invoiceRow(index, size)),
  );
  const lineRows = invoiceRows.flatMap((row, index) =>
    list(index % 6, (line): Row => [row[0]!, pick(["Plan", "Tax"], line), line === 2 ? 100 : 250]),
  );
  return [
    { table: charges, rows: chargeRows },
    { table: customers, rows: customerRows },
    { table: invoices, rows: invoiceRows },
    { table: invoiceLines, rows: lineRows },
    { table: invoiceNotes, rows: invoiceRows.flatMap((row, index) => list(index % 3, (note): Row => [row[0]!, `Note ${note}`])) },
    { table: balanceTransactions, rows: list(30, (index): Row => [`txn_${index}`, index * 10]) },
  ];
}

const searchedFilters: Readonly<Record<string, readonly Filter[]>> = {
  charges: [
    { column: "amount", kind: "range", searched: true },
    { column: "status", kind: "equal", searched: true },
    { column: "description", kind: "contains", searched: true },
    { column: "metadata", kind: "equal", searched: true },
  ],
  customers: [
    { column: "name", kind: "equal", searched: true },
    { column: "name", kind: "contains", searched: true },
  ],
};

/** The same tables of a source that can search. */
export function withSearch(tables: readonly MemoryTable[]): readonly MemoryTable[] {
  return tables.map((one) => {
    const filters = [...one.table.filters, ...(searchedFilters[one.table.name] ?? [])];
    return { ...one, table: { ...one.table, filters } };
  });
}

const padding = Array.from({ length: 61 }, (_, index): Column => ({ name: `padding_${index}`, type: "integer" }));

/** The same tables with so many columns in front that the others share a bit of SQLite's notes of what is used. */
export function withManyColumns(tables: readonly MemoryTable[]): readonly MemoryTable[] {
  return tables.map((one) => ({
    ...one,
    table: { ...one.table, columns: [...padding, ...one.table.columns] },
    rows: one.rows.map((row): Row => [...padding.map((_, index) => index), ...row]),
  }));
}

function chargeRow(index: number, size: CompanySize): Row {
  const amount = mix(index, 1) % 50_000;
  const customer = mix(index, 2) % 12 === 0 ? null : customerId(mix(index, 3) % size.customers);
  const status = pick(statuses, mix(index, 4));
  const currency = pick(currencies, mix(index, 5));
  return [
    chargeId(index),
    amount,
    currency,
    customer,
    moment(index, size.charges),
    status,
    status === "succeeded" ? 1 : 0,
    mix(index, 6) % 5 === 0 ? null : `Payment ${mix(index, 7) % 100} für Büro`,
    mix(index, 8) % 4 === 0 ? null : (mix(index, 9) % 1000) / 10,
    JSON.stringify({ order: String(index), plan: pick(["a", "b"], index) }),
    currency === "jpy" ? amount : amount / 100,
  ];
}

function customerRow(index: number, size: CompanySize): Row {
  const email: SqlValue = mix(index, 10) % 10 === 0 ? null : `person${mix(index, 11) % size.customers}@example.com`;
  return [customerId(index), `Person ${index}`, email, pick(countries, mix(index, 12)), moment(index, size.customers)];
}

function invoiceRow(index: number, size: CompanySize): Row {
  const customer = customerId(mix(index, 13) % size.customers);
  const charge = mix(index, 14) % 6 === 0 ? null : chargeId(mix(index, 15) % size.charges);
  return [
    `in_${index}`,
    customer,
    charge,
    mix(index, 16) % 9000,
    pick(["paid", "paid", "open", "void"], mix(index, 17)),
    moment(index, size.charges / 3),
  ];
}

function list<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function newestFirst(table: Table, rows: readonly Row[]): readonly Row[] {
  const position = table.columns.findIndex(({ name }) => name === table.newestFirst);
  return [...rows].sort((a, b) =>
    String(a[position]) < String(b[position]) ? 1 : String(a[position]) > String(b[position]) ? -1 : 0,
  );
}
