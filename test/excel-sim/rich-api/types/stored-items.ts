import type { ExcelState } from "../excel-state";
import { createObject, type HostObject, type ObjectType, readOnly } from "../host-object";
import { invalidArgument, itemNotFound } from "../rich-api-error";

type SettingSelf = { readonly state: ExcelState; readonly key: string };

const settingType: ObjectType<SettingSelf> = {
  name: "Setting",
  identity: ({ key }) => ({ _Id: key }),
  properties: {
    Key: readOnly(({ key }) => key),
    Value: { get: ({ state, key }) => state.settings.get(key), set: ({ state, key }, value) => void state.settings.set(key, value) },
  },
  methods: { Delete: ({ state, key }) => void state.settings.delete(key) },
};

const settingsType: ObjectType<{ readonly state: ExcelState }> = {
  name: "SettingCollection",
  items: ({ state }) => [...state.settings.keys()].map((key) => createObject(settingType, { state, key })),
  methods: {
    Add({ state }, args) {
      state.settings.set(args.text(0), args.raw(1));
      return createObject(settingType, { state, key: args.text(0) });
    },
    GetCount: ({ state }) => state.settings.size,
    GetItem({ state }, args) {
      if (!state.settings.has(args.text(0))) throw itemNotFound(args.location);
      return createObject(settingType, { state, key: args.text(0) });
    },
    GetItemOrNullObject: ({ state }, args) => (state.settings.has(args.text(0)) ? createObject(settingType, { state, key: args.text(0) }) : null),
  },
};

type PartSelf = { readonly state: ExcelState; readonly id: string };

const xmlOf = ({ state, id }: PartSelf): string => {
  const xml = state.xmlParts.get(id);
  if (xml === undefined) throw itemNotFound("CustomXmlPart");
  return xml;
};

const namespaceOf = (xml: string): string => /\sxmlns(?::\w+)?=["']([^"']*)["']/.exec(xml)?.[1] ?? "";

function checkedXml(value: unknown, location: string): string {
  if (typeof value === "string" && /^\s*<[\s\S]+>\s*$/.test(value)) return value;
  throw invalidArgument(location, "The XML isn't well formed.");
}

const partType: ObjectType<PartSelf> = {
  name: "CustomXmlPart",
  identity: ({ id }) => ({ Id: id }),
  properties: { Id: readOnly(({ id }) => id), NamespaceUri: readOnly((self) => namespaceOf(xmlOf(self))) },
  methods: {
    GetXml: xmlOf,
    SetXml: ({ state, id }, args) => void state.xmlParts.set(id, checkedXml(args.raw(0), args.location)),
    Delete: ({ state, id }) => void state.xmlParts.delete(id),
  },
};

/** All parts, or those of one namespace. */
type PartsSelf = { readonly state: ExcelState; readonly namespace: string | null };

const partsOf = ({ state, namespace }: PartsSelf): string[] =>
  [...state.xmlParts].filter(([, xml]) => namespace === null || namespaceOf(xml) === namespace).map(([id]) => id);

const onlyPart = (self: PartsSelf): HostObject | null => {
  const [id, second] = partsOf(self);
  return id !== undefined && second === undefined ? createObject(partType, { state: self.state, id }) : null;
};

const partsType: ObjectType<PartsSelf> = {
  name: "CustomXmlPartCollection",
  items: (self) => partsOf(self).map((id) => createObject(partType, { state: self.state, id })),
  methods: {
    Add({ state }, args) {
      const id = state.newId();
      state.xmlParts.set(id, checkedXml(args.raw(0), args.location));
      return createObject(partType, { state, id });
    },
    GetByNamespace: ({ state }, args) => createObject(partsType, { state, namespace: args.text(0) }),
    GetCount: (self) => partsOf(self).length,
    GetItem(self, args) {
      if (!partsOf(self).includes(args.text(0))) throw itemNotFound(args.location);
      return createObject(partType, { state: self.state, id: args.text(0) });
    },
    GetItemOrNullObject: (self, args) => (partsOf(self).includes(args.text(0)) ? createObject(partType, { state: self.state, id: args.text(0) }) : null),
    GetOnlyItem(self, args) {
      const part = onlyPart(self);
      if (!part) throw itemNotFound(args.location);
      return part;
    },
    GetOnlyItemOrNullObject: onlyPart,
  },
};

export const settingsObject = (state: ExcelState): HostObject => createObject(settingsType, { state });
export const xmlPartsObject = (state: ExcelState): HostObject => createObject(partsType, { state, namespace: null });
