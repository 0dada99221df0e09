import type { CatalogColumn } from "../../catalog/catalog-table";
import type { SqlValue } from "../../table/column";
import { type ColumnPlan, type ColumnSource, computeValue, type RawValues } from "../declare-columns";
import type { Decode } from "../decode-value";
import type { TablePlan } from "../declare-table";
import type { BlockColumn } from "../../table/row-block";
import type { ListedPage } from "../listing/listing";
import { createKeptColumn, type KeptColumn } from "./kept-column";
import { type KeptValue, toKeptText, toKeptValue } from "./kept-value";
import { createTakeObjects } from "./take-objects";

/** The value of a row, by its number. */
export type ReadKept = (row: number) => SqlValue;

/** The values of rows, by their numbers. */
export type ReadKeptColumn = (rows: Uint32Array) => BlockColumn;

/** Rows of a table as raw values by column. Rows are only added, so that whoever reads some of them is not disturbed. */
export interface KeptRows {
  readonly count: number;
  add(page: ListedPage): void;
  /** Adds a row of others that hold the same columns. */
  addFrom(rows: KeptRows, row: number): void;
  /** The raw value of a kept column of the catalog; `null` where there was none. */
  raw(column: string, row: number): KeptValue;
  /** What the row's list was asked with. */
  asked(name: string, row: number): KeptValue;
  /** Reads a column of rows as SQL sees it. It must be held: see {@link heldColumns}. */
  reader(column: ColumnPlan): ReadKept;
  /** {@link reader} for many rows at once; what repeats is decoded once. */
  columnReader(column: ColumnPlan): ReadKeptColumn;
  /** Memory that the rows take, about. */
  bytes(): number;
}

/**
 * Names of the catalog's columns that are kept when these are asked for: all that a list has anyway, and lists, deep objects
 * and expanded data only when they are asked for.
 */
export function heldColumns(plan: TablePlan, columns: readonly ColumnPlan[]): ReadonlySet<string> {
  const asked = columns.flatMap(({ source }) => (source.from === "value" ? [source.value.name] : []));
  const always = plan.catalog.columns.filter(isAlwaysKept).map(({ name }) => name);
  return new Set([...always, ...asked]);
}

/** Whether columns can be served from rows that hold these. */
export function holds(held: ReadonlySet<string>, columns: readonly ColumnPlan[]): boolean {
  return columns.every(({ source }) => source.from !== "value" || held.has(source.value.name));
}

const isAlwaysKept = (column: CatalogColumn): boolean => column.kind !== "json" && !column.includable;

/** Makes empty {@link KeptRows}. */
export function createKeptRows(plan: TablePlan, held: ReadonlySet<string>): KeptRows {
  const columns = plan.catalog.columns
    .filter(({ name }) => held.has(name))
    .map(({ name, path, kind }) => ({ name, path, values: createKeptColumn(kind === "text" ? toKeptText : toKeptValue) }));
  const byName = new Map(columns.map(({ name, values }) => [name, values]));
  const takeObjects = createTakeObjects(columns);
  const asked = new Map([...askedNames(plan)].map((name) => [name, createKeptColumn()]));
  let count = 0;

  function readComputed(source: ColumnSource): ReadKept {
    let cursor = 0;
    const atCursor: RawValues = {
      raw: ({ name }) => byName.get(name)?.at(cursor) ?? null,
      asked: (name) => toSqlValue(asked.get(name)?.at(cursor)),
    };
    return (row) => {
      cursor = row;
      return computeValue(source, atCursor);
    };
  }

  function reader({ source }: ColumnPlan): ReadKept {
    if (source.from !== "value" || source.orAsked) return readComputed(source);
    const values = byName.get(source.value.name);
    return values === undefined ? () => null : readDecoded(values, source.decode);
  }

  return {
    get count() {
      return count;
    },
    add(page) {
      const { objects } = page;
      takeObjects(objects);
      for (const [name, values] of asked) values.addAll(objects.map(() => page.asked[name] ?? null));
      count += objects.length;
    },
    addFrom(rows, row) {
      for (const [name, values] of byName) values.add(rows.raw(name, row));
      for (const [name, values] of asked) values.add(rows.asked(name, row));
      count++;
    },
    raw: (column, row) => byName.get(column)?.at(row) ?? null,
    asked: (name, row) => asked.get(name)?.at(row) ?? null,
    reader,
    columnReader(column) {
      const { source } = column;
      const values = source.from === "value" && !source.orAsked ? byName.get(source.value.name) : undefined;
      return values === undefined || source.from !== "value" ? readEach(reader(column)) : readColumn(values, source);
    },
    bytes: () => sum(byName.values()) + sum(asked.values()),
  };
}

/** The common case, without a detour: most columns are one value. */
function readDecoded(values: KeptColumn, decode: Decode): ReadKept {
  return (row) => {
    const value = values.at(row);
    return value === null ? null : decode(value);
  };
}

function readColumn(values: KeptColumn, { value: { kind }, decode }: Extract<ColumnSource, { from: "value" }>): ReadKeptColumn {
  const distinct: SqlValue[] = [];
  const each = readEach(readDecoded(values, decode));
  return (rows) => {
    const numbered = values.numbered(rows);
    // Of these kinds a text is what SQL sees.
    const texts = numbered === null && (kind === "text" || kind === "json") ? values.texts(rows) : null;
    if (texts !== null) return { values: texts, numbers: null };
    if (numbered === null) return each(rows);
    for (const value of numbered.values.slice(distinct.length)) distinct.push(value === null ? null : decode(value));
    return { values: distinct, numbers: numbered.numbers };
  };
}

function readEach(read: ReadKept): ReadKeptColumn {
  return (rows) => {
    const values = new Array<SqlValue>(rows.length);
    rows.forEach((row, index) => (values[index] = read(row)));
    return { values, numbers: null };
  };
}

/** What rows may have to repeat of the conditions that they were listed with. */
function askedNames(plan: TablePlan): ReadonlySet<string> {
  const names = [...plan.columns.values()].flatMap(({ source }) => {
    if (source.from === "asked") return [source.name];
    return source.from === "value" && source.orAsked ? [source.value.name] : [];
  });
  return new Set(names);
}

function toSqlValue(value: KeptValue | undefined): SqlValue {
  return typeof value === "boolean" || value === undefined ? null : value;
}

function sum(columns: Iterable<KeptColumn>): number {
  let bytes = 0;
  for (const column of columns) bytes += column.bytes();
  return bytes;
}
