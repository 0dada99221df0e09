import { overlaps } from "../../areas";
import type { Binding, ExcelState } from "../excel-state";
import type { Arguments } from "../arguments";
import { areaOfArgument, findName, findTable } from "../find-areas";
import { createObject, type HostObject, type ObjectType, readOnly } from "../host-object";
import { itemNotFound } from "../rich-api-error";
import type { Area } from "../../sheet-model";

type BindingSelf = { readonly state: ExcelState; readonly binding: Binding };

const bindingType: ObjectType<BindingSelf> = {
  name: "Binding",
  identity: ({ binding }) => ({ Id: binding.id }),
  properties: { Id: readOnly(({ binding }) => binding.id), Type: readOnly(({ binding }) => binding.type) },
  methods: {
    GetRange: ({ state, binding }) => state.make.range(binding.area),
    GetTable({ state, binding }, args) {
      const table = state.model.tables().find(({ area }) => overlaps(area, binding.area));
      if (!table) throw itemNotFound(args.location);
      return state.make.table(table.id);
    },
    GetText: ({ state, binding }) => state.model.readText(binding.area)[0]?.[0] ?? "",
    Delete: ({ state, binding }) => void state.bindings.delete(binding.id),
  },
};

const bindingObject = (state: ExcelState, binding: Binding): HostObject => createObject(bindingType, { state, binding });

function add(state: ExcelState, area: Area, [type, id]: readonly [string, string]): HostObject {
  const binding = { id, type, area };
  state.bindings.set(id, binding);
  return bindingObject(state, binding);
}

const bindingsType: ObjectType<{ readonly state: ExcelState }> = {
  name: "BindingCollection",
  properties: { Count: readOnly(({ state }) => state.bindings.size) },
  items: ({ state }) => [...state.bindings.values()].map((binding) => bindingObject(state, binding)),
  methods: {
    Add({ state }, args) {
      const context = { sheetId: state.model.activeSheetId(), otherSheets: true, location: args.location };
      return add(state, areaOfArgument(state, args.raw(0), context), [args.text(1), args.text(2)]);
    },
    AddFromSelection: ({ state }, args) => add(state, state.model.selection(), [args.text(0), args.text(1)]),
    AddFromNamedItem({ state }, args) {
      const area = findTable(state, args.text(0))?.area ?? findName(state, args.text(0), null)?.refersTo;
      if (area === undefined || typeof area === "string") throw itemNotFound(args.location);
      return add(state, area, [args.text(1), args.text(2)]);
    },
    GetCount: ({ state }) => state.bindings.size,
    GetItem({ state }, args: Arguments) {
      const binding = state.bindings.get(args.text(0));
      if (!binding) throw itemNotFound(args.location);
      return bindingObject(state, binding);
    },
    GetItemOrNullObject({ state }, args: Arguments) {
      const binding = state.bindings.get(args.text(0));
      return binding ? bindingObject(state, binding) : null;
    },
  },
};

export const bindingsObject = (state: ExcelState): HostObject => createObject(bindingsType, { state });
