import type { CatalogFilter, CatalogTable } from "../catalog/catalog-table";
import type { SqlValue } from "../table/column";
import type { Range } from "../table/row-source";
import type { Filter } from "../table/table";
import { parentTables } from "./declare-parents";
import type { TimeZone } from "./time-zone";

/** A parameter of a list call as text, or `null` when the value cannot be asked for. */
type Write = (value: SqlValue) => string | null;

/** A condition that a list call can apply, and the parameters that say it. */
export type FilterPlan =
  | { readonly kind: "equal"; readonly filter: Filter; readonly parameter: string; readonly write: Write }
  | {
      readonly kind: "range";
      readonly filter: Filter;
      readonly parameter: string;
      readonly write: (range: Range) => readonly (readonly [bound: string, value: string])[];
    };

/** What {@link declareFilters} needs to know besides the catalog. */
export type FilterTools = { readonly zone: TimeZone; readonly createdColumn: string };

/** The conditions that a table's list takes: those on a column of the same name, and the parent that fills the path. */
export function declareFilters(table: CatalogTable, tools: FilterTools): readonly FilterPlan[] {
  const parents = table.parents.map(({ parameter }) =>
    equal({ column: parameter, parameter, write: asPathPart, need: needFor(table, { name: parameter, required: true }) }),
  );
  const plans = table.filters.flatMap((filter) => planFilter(table, filter, tools));
  const spelledAgain = [...parents, ...plans].flatMap((plan) => idSpelling(table, plan));
  return [...parents, ...plans, ...spelledAgain];
}

function planFilter(table: CatalogTable, filter: CatalogFilter, tools: FilterTools): readonly FilterPlan[] {
  if (filter.kind === "range") return planRange(table, filter, tools);
  const column = table.columns.find(({ name }) => name === filter.name);
  // Rows show whole seconds of a wall clock, so that one text can stand for several of Stripe's moments.
  const comparable = filter.kind !== "list" && filter.kind !== "object" && column?.kind !== "timestamp";
  if (!filter.required && (column === undefined || !comparable)) return [];
  const write = column?.kind === "timestamp" ? asInstant(tools.zone) : filter.kind === "boolean" ? asBoolean : asText;
  const parameter = filter.kind === "object" ? `${filter.name}[type]` : filter.name;
  return [equal({ column: filter.name, parameter, write, need: needFor(table, filter) })];
}

/** What the list does without the condition: it takes each row of another table in turn, or refuses. */
function needFor(table: CatalogTable, { name: parameter, required }: Pick<CatalogFilter, "name" | "required">): Need {
  if (!required) return {};
  const eachOf = parentTables(table).get(parameter);
  return eachOf === undefined ? { required: true } : { eachOf };
}

function planRange(table: CatalogTable, filter: CatalogFilter, tools: FilterTools): readonly FilterPlan[] {
  const name = filter.name === "created" ? tools.createdColumn : filter.name;
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined) return [];
  const write = column.kind === "timestamp" ? timeBounds(table, tools.zone) : numberBounds;
  return [{ kind: "range", filter: { column: name, kind: "range" }, parameter: filter.name, write }];
}

type EqualInit = { readonly column: string; readonly parameter: string; readonly write: Write; readonly need: Need };
type Need = Pick<Filter, "required" | "eachOf">;

function equal({ column, parameter, write, need }: EqualInit): FilterPlan {
  return { kind: "equal", filter: { column, kind: "equal", ...need }, parameter, write };
}

/** The same condition on the hidden `…_id` spelling of a reference. Nothing depends on it: the plain spelling is enough. */
function idSpelling(table: CatalogTable, plan: FilterPlan): readonly FilterPlan[] {
  const column = table.columns.find(({ name }) => name === plan.filter.column);
  if (plan.kind !== "equal" || plan.filter.required || column?.expandable === undefined || column.includable) return [];
  return [{ ...plan, filter: { column: `${column.name}_id`, kind: "equal" } }];
}

const asText: Write = (value) => (value === null || value === "" ? null : String(value));
const asPathPart: Write = (value) => (value === null ? null : String(value));
const asBoolean: Write = (value) => (value === 1 ? "true" : value === 0 ? "false" : null);
const asInstant = (zone: TimeZone): Write => (value) => (typeof value === "string" ? asText(zone.earliest(value)) : null);

function numberBounds(range: Range): readonly (readonly [string, string])[] {
  return Object.entries(range).flatMap(([bound, value]) => (typeof value === "number" ? [[bound, String(value)] as const] : []));
}

/** Lower bounds become `gte` and upper ones `lte`: wider than asked by a second at most, or by a change of clocks. */
function timeBounds(table: CatalogTable, zone: TimeZone): (range: Range) => readonly (readonly [string, string])[] {
  const write = (instant: number): string =>
    table.api === "v2" ? new Date(instant * 1000).toISOString() : String(instant);
  return (range) => {
    const low = [range.gt, range.gte].flatMap((value) => bound(value, zone.earliest));
    const high = [range.lt, range.lte].flatMap((value) => bound(value, zone.latest));
    return [
      ...(low.length > 0 ? [["gte", write(Math.max(...low))] as const] : []),
      ...(high.length > 0 ? [["lte", write(Math.min(...high) + (table.api === "v2" ? 1 : 0))] as const] : []),
    ];
  };
}

function bound(value: SqlValue | undefined, toInstant: (text: string) => number | null): readonly number[] {
  const instant = typeof value === "string" ? toInstant(value) : null;
  return instant === null ? [] : [instant];
}
