import type { Area, CellInput, SheetModel } from "../sheet-model";
import type { EventRegistry } from "./event-registry";
import type { FilterCriterion } from "./filter-rows";
import type { HostObject } from "./host-object";
import { RichApiError } from "./rich-api-error";

/** What the object types work on: the grid, and what Excel keeps beside the grid. */
export type ExcelState = {
  readonly model: SheetModel;
  readonly make: Makers;
  readonly references: References;
  readonly events: EventRegistry;
  readonly settings: Map<string, unknown>;
  /** Custom XML parts by id. */
  readonly xmlParts: Map<string, string>;
  readonly bindings: Map<string, Binding>;
  /** Fonts, fills, widths and table styles, remembered and not shown: by owner and property. */
  readonly looks: Map<string, unknown>;
  /** Ids of each table's columns from left to right, and the last that was given: an id is never given twice. */
  readonly columnIds: Map<string, ColumnIds>;
  /** What each table was sorted by last. */
  readonly sortings: Map<string, TableSorting>;
  /** The filters of each table, by the id of their column; none of a table that is not filtered. */
  readonly filters: Map<string, ReadonlyMap<number, FilterCriterion>>;
  /** The totals row of each table that has or had one. */
  readonly totals: Map<string, TableTotals>;
  readonly newId: () => string;
};

/** `key` counts the table's columns from 0. */
export type SortField = { readonly key: number; readonly ascending: boolean };

/** What to write into a cell of a totals row to have it again. */
export type TotalsCell = { readonly input: CellInput; readonly format: string };

/** `cells`, by the id of their column, are those of the row when it was hidden last. */
export type TableTotals = { readonly shown: boolean; readonly cells: ReadonlyMap<number, TotalsCell> };

export type TableSorting = { readonly fields: readonly SortField[] };

export type ColumnIds = { readonly ids: readonly number[]; readonly last: number };

export type Binding = { readonly id: string; readonly type: string; readonly area: Area };

/** Makes objects of the types that refer to one another, so that their declarations need not import each other. */
export type Makers = {
  range(area: Area): HostObject;
  worksheet(sheetId: string): HostObject;
  table(tableId: string): HostObject;
  tables(sheetId: string | null, within?: Area): HostObject;
  names(sheetId: string | null): HostObject;
};

/** Objects that office.js holds by reference (ranges it tracks). */
export type References = {
  keep(object: HostObject): string;
  readonly get: (reference: string) => HostObject;
  remove(reference: string): void;
  clear(): void;
};

export function createReferences(): References {
  const kept = new Map<string, HostObject>();
  let last = 0;
  return {
    keep(object) {
      object.reference ??= `ref:${++last}`;
      kept.set(object.reference, object);
      return object.reference;
    },
    get(reference) {
      const object = kept.get(reference);
      if (!object) throw new RichApiError("InvalidReference", "This reference is not valid for the current operation.");
      return object;
    },
    remove: (reference) => void kept.delete(reference),
    clear: () => kept.clear(),
  };
}
