import type { ExcelState } from "../excel-state";
import { createObject, type HostObject, type ObjectType } from "../host-object";

type FilterSelf = { readonly state: ExcelState; readonly tableId: string };

/** Where the AutoFilter of the table reads it. */
const keyOf = (tableId: string): string => `${tableId} AutoFilter IsDataFiltered`;

/** Filters are remembered and hide nothing: a table is filtered from the first one until they are cleared. */
export const setFiltered = ({ state, tableId }: FilterSelf, filtered: boolean): void => void state.looks.set(keyOf(tableId), filtered);

const filterType: ObjectType<FilterSelf> = {
  name: "Filter",
  methods: {
    ApplyValuesFilter: (self) => setFiltered(self, true),
    ApplyCustomFilter: (self) => setFiltered(self, true),
    Clear: (self) => setFiltered(self, false),
  },
};

export const columnFilterObject = (self: FilterSelf): HostObject => createObject(filterType, self);
