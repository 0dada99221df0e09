import type { CatalogColumn, CatalogParent, CatalogTable, ValueKind } from "../catalog/catalog-table";
import { toMajor } from "../catalog/currency";
import type { Column, ColumnType, SqlValue } from "../table/column";
import { type Decode, valueAt } from "./decode-value";
import { isJsonObject, type JsonObject } from "./json-object";

/** What a row's value can come from: the API object, and the conditions that its list was asked with. */
export type RowInput = { readonly object: JsonObject; readonly asked: Readonly<Record<string, SqlValue>> };

/**
 * What a column is computed from: one value of the object (`orAsked`: what the list was asked with, where the object has
 * none), an amount and its currency in major units, or only what the list was asked with.
 */
export type ColumnSource =
  | { readonly from: "value"; readonly value: CatalogColumn; readonly decode: Decode; readonly orAsked: boolean }
  | { readonly from: "money"; readonly amount: CatalogColumn; readonly currency: CatalogColumn }
  | { readonly from: "asked"; readonly name: string };

/** A column and how to read it. */
export type ColumnPlan = {
  readonly column: Column;
  readonly source: ColumnSource;
  readonly read: (input: RowInput) => SqlValue;
  /** What the API must be asked to expand for it. */
  readonly expand?: string;
  /** Whether the list in this column holds only its first entries. */
  readonly isCut?: (object: JsonObject) => boolean;
};

/** What columns are made with; one for all tables of a connection. */
export type ColumnTools = {
  readonly decoders: Readonly<Record<ValueKind, Decode>>;
  /** The table whose key an expandable column holds. */
  readonly tableOf: (resource: string) => string | undefined;
};

const columnTypeOf: Readonly<Record<ValueKind, ColumnType>> = {
  text: "text",
  integer: "integer",
  number: "real",
  boolean: "boolean",
  timestamp: "timestamp",
  money: "money",
  json: "json",
};

/**
 * All columns of a table: costly ones first (the engine watches the use of the first 62 one by one; `SELECT *` leaves them
 * out, as each may need a permission of its own), parents' ids, then the others; hidden twins in major units, `…_id` spellings and filter-only columns last.
 */
export function declareColumns(table: CatalogTable, tools: ColumnTools): readonly ColumnPlan[] {
  const names = new Set(table.columns.map((column) => column.name));
  const fixed = new Set([...table.parents.map(({ parameter }) => parameter), ...requiredFilters(table)]);
  const own = table.columns.map((column) => planColumn(column, tools, fixed.has(column.name)));
  const parents = table.parents.filter(({ parameter }) => !names.has(parameter));
  const visible = [
    ...own.filter((plan) => plan.column.costly),
    ...parents.map((parent) => echo(parentColumn(parent))),
    ...own.filter((plan) => !plan.column.costly),
  ];
  const hidden = [
    ...table.columns.flatMap((column) => majorTwin(table, column)),
    ...own.flatMap(idSpelling),
    ...filterOnly(table),
  ];
  return uniqueByName([...visible, ...hidden]);
}

function parentColumn({ parameter, table }: CatalogParent): Column {
  return { name: parameter, type: "text", ...(table === null ? {} : { references: table }) };
}

/** `fixed`: every list is asked for one value of this column, which then holds for rows that do not repeat it. */
function planColumn(source: CatalogColumn, tools: ColumnTools, fixed: boolean): ColumnPlan {
  const references = source.expandable === undefined ? undefined : tools.tableOf(source.expandable);
  return {
    column: {
      name: source.name,
      type: columnTypeOf[source.kind],
      ...(source.includable ? { costly: true as const, hidden: true as const } : {}),
      ...(source.currency === undefined ? {} : { currencyColumn: source.currency }),
      ...(references === undefined ? {} : { references }),
    },
    ...readingFrom({ from: "value", value: source, decode: tools.decoders[source.kind], orAsked: fixed }),
    ...(source.includable ? { expand: source.includePath ?? source.path.join(".") } : {}),
    ...(source.list ? { isCut: (object) => hasMore(valueAt(object, source.path)) } : {}),
  };
}

/** A list within an object is its first page. https://docs.stripe.com/api/pagination */
function hasMore(list: unknown): boolean {
  return isJsonObject(list) && list["has_more"] === true;
}

function majorTwin(table: CatalogTable, source: CatalogColumn): readonly ColumnPlan[] {
  const currency = table.columns.find(({ name }) => name === source.currency);
  if (currency === undefined) return [];
  return [
    {
      column: { name: `${source.name}_major`, type: "moneyMajor", hidden: true, currencyColumn: currency.name },
      ...readingFrom({ from: "money", amount: source, currency }),
    },
  ];
}

function idSpelling({ column, expand, ...reading }: ColumnPlan): readonly ColumnPlan[] {
  if (column.references === undefined || expand !== undefined) return [];
  return [{ ...reading, column: { ...column, name: `${column.name}_id`, hidden: true } }];
}

/**
 * A parameter that the list cannot do without and that no column shows: its column repeats what was asked. Optional ones are
 * not offered: rows that were listed without them could not say whether they meet the condition.
 */
function filterOnly(table: CatalogTable): readonly ColumnPlan[] {
  return requiredFilters(table).map((name) => echo({ name, type: "text", hidden: true }));
}

function requiredFilters({ filters }: CatalogTable): readonly string[] {
  return filters.filter(({ required }) => required).map(({ name }) => name);
}

function echo(column: Column): ColumnPlan {
  return { column, ...readingFrom({ from: "asked", name: column.name }) };
}

function readingFrom(source: ColumnSource): Pick<ColumnPlan, "source" | "read"> {
  return {
    source,
    read: ({ object, asked }) =>
      computeValue(source, { raw: ({ path }) => valueAt(object, path), asked: (name) => asked[name] ?? null }),
  };
}

/** Where the parts of a value come from: an object that just came, or values kept of it. */
export type RawValues = {
  readonly raw: (column: CatalogColumn) => unknown;
  readonly asked: (name: string) => SqlValue;
};

/** The value of a column as SQL sees it. */
export function computeValue(source: ColumnSource, { raw, asked }: RawValues): SqlValue {
  switch (source.from) {
    case "value": {
      const value = raw(source.value);
      if (value !== undefined && value !== null) return source.decode(value);
      return source.orAsked ? asked(source.value.name) : null;
    }
    case "money":
      return inMajorUnits(raw(source.amount), raw(source.currency));
    case "asked":
      return asked(source.name);
  }
}

function inMajorUnits(minor: unknown, code: unknown): SqlValue {
  return typeof minor === "number" && typeof code === "string" ? toMajor(minor, code) : null;
}

/** The first of a name stays. */
function uniqueByName(plans: readonly ColumnPlan[]): readonly ColumnPlan[] {
  const seen = new Set<string>();
  return plans.filter(({ column }) => !seen.has(column.name) && seen.add(column.name));
}
