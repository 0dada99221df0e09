import type { EventDeclaration } from "../host-object";
import type { ExcelState } from "../excel-state";

/** Declares the events of a type whose objects know the workbook. `target` is the id that office.js listens for. */
export function eventsOf<Self extends { readonly state: ExcelState }>(
  types: Readonly<Record<string, number>>,
  target: (self: Self) => string,
): EventDeclaration<Self> {
  return {
    types,
    register: (self, type) => self.state.events.register(type, target(self)),
    unregister: (self, type) => self.state.events.unregister(type, target(self)),
  };
}
