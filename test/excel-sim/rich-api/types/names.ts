import type { Area, NameInfo } from "../../sheet-model";
import type { Arguments } from "../arguments";
import { instanceOf } from "../arguments";
import type { ExcelState } from "../excel-state";
import { areaOfAddress, fullAddress, sameName } from "../find-areas";
import { createObject, expectText, type HostObject, type ObjectType, readOnly } from "../host-object";
import { parseReference } from "../../address";
import { itemAlreadyExists, itemNotFound } from "../rich-api-error";

type NamesSelf = { readonly state: ExcelState; readonly scope: string | null };
type NameSelf = { readonly state: ExcelState; readonly name: NameInfo };

const shown = ({ state, name }: NameSelf): string =>
  typeof name.refersTo === "string" ? name.refersTo : fullAddress(state, name.refersTo);

const rangeOf = ({ state, name }: NameSelf): HostObject | null =>
  typeof name.refersTo === "string" ? null : state.make.range(name.refersTo);

const nameType: ObjectType<NameSelf> = {
  name: "NamedItem",
  identity: ({ name }) => ({ _Id: name.name }),
  properties: {
    Name: readOnly(({ name }) => name.name),
    Type: readOnly(({ name }) => (typeof name.refersTo === "string" ? "String" : "Range")),
    Value: readOnly(shown),
    Formula: readOnly((self) => `=${shown(self)}`),
    Scope: readOnly(({ name }) => (name.scope === null ? "Workbook" : "Worksheet")),
    Visible: { get: () => true, set: () => undefined },
    Comment: { get: ({ name }) => name.comment, set: ({ state, name }, value) => replace(state, name, { comment: expectText(value, "NamedItem.comment") }) },
  },
  methods: {
    GetRange(self, args) {
      const range = rangeOf(self);
      if (!range) throw itemNotFound(args.location);
      return range;
    },
    GetRangeOrNullObject: rangeOf,
    Delete: ({ state, name }) => state.model.deleteName(name.name, name.scope),
  },
};

function replace(state: ExcelState, name: NameInfo, change: Partial<NameInfo>): void {
  state.model.deleteName(name.name, name.scope);
  state.model.addName({ ...name, ...change });
}

const namesOf = ({ state, scope }: NamesSelf): NameInfo[] => state.model.names().filter((name) => name.scope === scope);

const find = (self: NamesSelf, key: string): HostObject | null => {
  const name = namesOf(self).find((candidate) => sameName(candidate.name, key));
  return name ? createObject(nameType, { state: self.state, name }) : null;
};

const namesType: ObjectType<NamesSelf> = {
  name: "NamedItemCollection",
  items: (self) => namesOf(self).map((name) => createObject(nameType, { state: self.state, name })),
  methods: {
    Add: add,
    GetCount: (self) => namesOf(self).length,
    GetItem(self, args) {
      const name = find(self, args.text(0));
      if (!name) throw itemNotFound(args.location);
      return name;
    },
    GetItemOrNullObject: (self, args) => find(self, args.text(0)),
  },
};

function add(self: NamesSelf, args: Arguments): HostObject {
  const { state, scope } = self;
  const name = args.text(0);
  const valid = /^[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u.test(name) && !/^[A-Za-z]{1,3}\d+$/.test(name);
  if (!valid) throw args.refuse();
  if (find(self, name) || state.model.tables().some((table) => sameName(table.name, name))) throw itemAlreadyExists(args.location);
  const info: NameInfo = { name, scope, refersTo: target(self, args), comment: args.optionalText(2) ?? "" };
  state.model.addName(info);
  return createObject(nameType, { state, name: info });
}

/** A Range, a formula that is an address, or any other formula. */
function target({ state, scope }: NamesSelf, args: Arguments): Area | string {
  const value = args.raw(1);
  const range = instanceOf<{ readonly area: Area }>(value, "Range");
  if (range) return range.area;
  const text = String(value).replace(/^=/, "");
  if (parseReference(text).kind === "name") return text;
  return areaOfAddress(state, text, { sheetId: scope ?? state.model.activeSheetId(), otherSheets: true, location: args.location });
}

export const namesObject = (state: ExcelState, scope: string | null): HostObject => createObject(namesType, { state, scope });
