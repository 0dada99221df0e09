import type { CatalogColumn } from "../../catalog/catalog-table";
import type { SqlValue } from "../../table/column";
import { type ColumnPlan, type ColumnSource, computeValue, type RawValues } from "../declare-columns";
import { type Decode, valueAt } from "../decode-value";
import type { TablePlan } from "../declare-table";
import { isJsonObject, type JsonObject } from "../json-object";
import type { ListedPage } from "../listing/listing";
import { createKeptColumn, type KeptColumn } from "./kept-column";
import { type KeptValue, toKeptText, toKeptValue } from "./kept-value";

/** The value of a row, by its number. */
export type ReadKept = (row: number) => SqlValue;

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
  const columns = plan.catalog.columns.filter(({ name }) => held.has(name)).map((column) => ({ column, values: createKeptColumn() }));
  const byName = new Map(columns.map(({ column, values }) => [column.name, values]));
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

  return {
    get count() {
      return count;
    },
    add(page) {
      const { objects } = page;
      const within = membersOf(objects);
      for (const { column, values } of columns) addColumn(values, column, within);
      for (const [name, values] of asked) {
        const value = page.asked[name] ?? null;
        objects.forEach(() => values.add(value));
      }
      count += objects.length;
    },
    addFrom(rows, row) {
      for (const [name, values] of byName) values.add(rows.raw(name, row));
      for (const [name, values] of asked) values.add(rows.asked(name, row));
      count++;
    },
    raw: (column, row) => byName.get(column)?.at(row) ?? null,
    asked: (name, row) => asked.get(name)?.at(row) ?? null,
    reader({ source }) {
      if (source.from !== "value" || source.orAsked) return readComputed(source);
      const values = byName.get(source.value.name);
      return values === undefined ? () => null : readDecoded(values, source.decode);
    },
    bytes: () => sum(byName.values()) + sum(asked.values()),
  };
}

/** The objects at a path, one for each of a page. */
type Within = (path: readonly string[]) => readonly (JsonObject | undefined)[];

/** Many columns are members of the same member, so that what they are in is looked up once. */
function membersOf(objects: readonly JsonObject[]): Within {
  const known = new Map<string, readonly (JsonObject | undefined)[]>();
  return (path) => {
    if (path.length === 0) return objects;
    const place = path.join(".");
    const found = known.get(place) ?? objects.map((object) => toObject(valueAt(object, path)));
    known.set(place, found);
    return found;
  };
}

const toObject = (value: unknown): JsonObject | undefined => (isJsonObject(value) ? value : undefined);

/** Column after column: that is where most of the time of taking objects in goes. */
function addColumn(values: KeptColumn, { path, kind }: CatalogColumn, within: Within): void {
  const toKept = kind === "text" ? toKeptText : toKeptValue;
  const name = path[path.length - 1] ?? "";
  for (const object of within(path.slice(0, -1))) values.add(object === undefined ? null : toKept(object[name]));
}

/** The common case, without a detour: most columns are one value. */
function readDecoded(values: KeptColumn, decode: Decode): ReadKept {
  return (row) => {
    const value = values.at(row);
    return value === null ? null : decode(value);
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
