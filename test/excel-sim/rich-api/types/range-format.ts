import { formatBlock } from "../../address";
import type { Area } from "../../sheet-model";
import { createObject, type HostObject, type ObjectType } from "../host-object";
import type { ExcelState } from "../excel-state";
import { type LookSelf, lookProperties, looksObject } from "./looks";

type FormatSelf = LookSelf & { readonly area: Area };

const rangeFormatType: ObjectType<FormatSelf> = {
  name: "RangeFormat",
  properties: lookProperties<FormatSelf>(({ owner }) => owner, {
    HorizontalAlignment: "General",
    VerticalAlignment: "Bottom",
    WrapText: false,
    ColumnWidth: 64,
    RowHeight: 15,
    IndentLevel: 0,
  }),
  links: {
    Fill: (self) => looksObject(self, "RangeFill", { Color: "" }),
    Font: (self) => looksObject(self, "RangeFont", { Bold: false, Color: "#000000", Italic: false, Name: "Aptos Narrow", Size: 11, Underline: "None" }),
  },
  methods: {
    AutofitColumns: ({ state, area }) => state.model.autofitColumns(area),
    AutofitRows: () => null,
  },
};

export function rangeFormatObject(state: ExcelState, area: Area): HostObject {
  return createObject(rangeFormatType, { state, area, owner: `${area.sheetId}!${formatBlock(area)}` });
}
