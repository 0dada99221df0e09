import { createObject, type HostObject, type ObjectType } from "../rich-api/host-object";
import type { AddInState, RibbonState } from "./runtime-services";

type RibbonSelf = { readonly addIn: AddInState };
type PartSelf = RibbonSelf & { readonly id: string };

/** A tab, group or control of `Office.ribbon.requestUpdate`. */
type RibbonPart = RibbonState & {
  readonly id?: string;
  readonly tabs?: readonly RibbonPart[];
  readonly groups?: readonly RibbonPart[];
  readonly controls?: readonly RibbonPart[];
};

function change({ ribbon }: AddInState, id: string, state: RibbonState): void {
  ribbon.set(id, { ...ribbon.get(id), ...state });
}

const partType: ObjectType<PartSelf> = {
  name: "RibbonPart",
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    Enabled: {
      get: ({ addIn, id }) => addIn.ribbon.get(id)?.enabled ?? true,
      set: ({ addIn, id }, value) => change(addIn, id, { enabled: value === true }),
    },
  },
  methods: { SetVisibility: ({ addIn, id }, args) => change(addIn, id, { visible: args.raw(0) === true }) },
};

const part = (addIn: AddInState, id: string): HostObject => createObject(partType, { addIn, id });

/** Newer office.js sends the whole update at once. */
function applyUpdate(addIn: AddInState, { id, enabled, visible, tabs = [], groups = [], controls = [] }: RibbonPart): void {
  if (id !== undefined && (enabled !== undefined || visible !== undefined)) {
    change(addIn, id, { ...(enabled !== undefined && { enabled }), ...(visible !== undefined && { visible }) });
  }
  for (const inner of [...tabs, ...groups, ...controls]) applyUpdate(addIn, inner);
}

/** `Office.ribbon`. */
export const ribbonType: ObjectType<RibbonSelf> = {
  name: "Microsoft.DynamicRibbon.DynamicRibbon",
  methods: {
    GetTab: ({ addIn }, args) => part(addIn, args.text(0)),
    GetButton: ({ addIn }, args) => part(addIn, args.text(0)),
    ExecuteRequestUpdate: ({ addIn }, args) => applyUpdate(addIn, JSON.parse(args.text(0)) as RibbonPart),
  },
};
