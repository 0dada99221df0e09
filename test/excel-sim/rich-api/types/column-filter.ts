import type { Arguments } from "../arguments";
import type { ExcelState } from "../excel-state";
import { type FilterCriterion, passesFilter } from "../filter-rows";
import { bodyOf } from "../find-areas";
import { createObject, type HostObject, type ObjectType, readOnly } from "../host-object";
import { refusedWhenProtected } from "./protection";

type TableSelf = { readonly state: ExcelState; readonly tableId: string };
type FilterSelf = TableSelf & { readonly columnId: number };

const criteriaOf = ({ state, tableId }: TableSelf): ReadonlyMap<number, FilterCriterion> => state.filters.get(tableId) ?? new Map<number, FilterCriterion>();

function setCriteria(self: TableSelf, criteria: ReadonlyMap<number, FilterCriterion>): void {
  if (criteria.size === 0) self.state.filters.delete(self.tableId);
  else self.state.filters.set(self.tableId, criteria);
  showMatching(self);
}

/** Takes all filters of the table away and shows its rows. A table without a filter is left alone: its rows may be hidden by hand. */
export function clearFilters(self: TableSelf): void {
  if (criteriaOf(self).size > 0) setCriteria(self, new Map());
}

/** Filters what stands in the table now; Excel does not do so by itself when values change. */
export function reapplyFilters(self: TableSelf): void {
  if (criteriaOf(self).size > 0) showMatching(self);
}

/** Hides the rows that a column's filter does not let through, and shows all others. */
function showMatching(self: TableSelf): void {
  const { state, tableId } = self;
  const { model } = state;
  const body = bodyOf(state, tableId);
  const ids = state.columnIds.get(tableId)?.ids ?? [];
  const passes = [...criteriaOf(self)].map(([columnId, criterion]) => {
    const column = { ...body, column: body.column + ids.indexOf(columnId), columns: 1 };
    const [values, texts] = [model.readValues(column), model.readText(column)];
    return (row: number): boolean => passesFilter({ value: values[row]?.[0] ?? "", text: texts[row]?.[0] ?? "" }, criterion);
  });
  const before = model.readHidden(body, "rows");
  before.forEach((wasHidden, row) => {
    const hidden = !passes.every((pass) => pass(row));
    if (hidden !== wasHidden) model.setHidden({ ...body, row: body.row + row, rows: 1 }, "rows", hidden);
  });
}

const filterType: ObjectType<FilterSelf> = {
  name: "Filter",
  methods: refusedWhenProtected<FilterSelf>(({ state, tableId }) => bodyOf(state, tableId).sheetId, {
    ApplyValuesFilter: (self, args) => setCriterion(self, { on: "values", values: texts(args) }),
    ApplyCustomFilter: (self, args) => setCriterion(self, custom(args)),
    Clear: (self) => setCriterion(self, null),
  }),
};

function texts(args: Arguments): readonly string[] {
  const values = args.raw(0);
  if (!Array.isArray(values) || !values.every((value) => typeof value === "string")) throw args.refuse();
  return values;
}

function custom(args: Arguments): FilterCriterion {
  const second = args.optionalText(1);
  return { on: "custom", comparisons: [args.text(0), ...(second === null ? [] : [second])], all: args.optionalText(2) !== "Or" };
}

function setCriterion(self: FilterSelf, criterion: FilterCriterion | null): void {
  const criteria = new Map(criteriaOf(self));
  if (criterion) criteria.set(self.columnId, criterion);
  else criteria.delete(self.columnId);
  setCriteria(self, criteria);
}

const autoFilterType: ObjectType<TableSelf> = {
  name: "AutoFilter",
  properties: { Enabled: readOnly(() => true), IsDataFiltered: readOnly((self) => criteriaOf(self).size > 0) },
  methods: refusedWhenProtected<TableSelf>(({ state, tableId }) => bodyOf(state, tableId).sheetId, { ClearCriteria: clearFilters, Reapply: reapplyFilters }),
};

export const columnFilterObject = (self: FilterSelf): HostObject => createObject(filterType, self);
export const autoFilterObject = (self: TableSelf): HostObject => createObject(autoFilterType, self);
