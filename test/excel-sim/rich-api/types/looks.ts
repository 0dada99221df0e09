import { createObject, type HostObject, type ObjectType, type Property } from "../host-object";
import type { ExcelState } from "../excel-state";

type Owned = { readonly state: ExcelState };

/** Properties that only change how things look: kept for each owner, with Excel's defaults, and without other effect. */
export function lookProperties<Self extends Owned>(owner: (self: Self) => string, defaults: Readonly<Record<string, unknown>>): Record<string, Property<Self>> {
  const entries = Object.entries(defaults).map(([name, fallback]): [string, Property<Self>] => [
    name,
    {
      get: (self) => self.state.looks.get(`${owner(self)} ${name}`) ?? fallback,
      set: (self, value) => void self.state.looks.set(`${owner(self)} ${name}`, value),
    },
  ]);
  return Object.fromEntries(entries);
}

export type LookSelf = Owned & { readonly owner: string };

/** A whole object of such properties, such as a font. */
export function looksObject(self: LookSelf, name: string, defaults: Readonly<Record<string, unknown>>): HostObject {
  const type: ObjectType<LookSelf> = {
    name,
    properties: lookProperties<LookSelf>(({ owner }) => `${owner} ${name}`, defaults),
    methods: { Clear: () => null },
  };
  return createObject(type, self);
}
