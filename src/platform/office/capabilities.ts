import { AppError } from "../../base/app-error";

/**
 * What the adapter needs of Excel, and the requirement set that has it.
 * @see https://learn.microsoft.com/javascript/api/requirement-sets/common/office-add-in-requirement-sets
 */
const capabilities = {
  /** `Table.resize` is the newest call of inserting and refreshing tables; Excel 2021 has it. */
  tables: { set: "ExcelApi", version: "1.13", what: "insert and refresh tables" },
  spills: { set: "ExcelApi", version: "1.12", what: "find where formulas spill" },
  cellChanges: { set: "ExcelApi", version: "1.9", what: "refresh a query when a cell changes" },
  xmlParts: { set: "ExcelApi", version: "1.5", what: "keep queries in the workbook" },
  dialogs: { set: "DialogApi", version: "1.1", what: "open a sign-in window" },
  accountToken: { set: "NestedAppAuth", version: "1.1", what: "tell the connector's server who you are" },
  sharedRuntime: { set: "SharedRuntime", version: "1.1", what: "run queries when the workbook opens" },
} as const;

/** Something that not every Excel can do. */
export type Capability = keyof typeof capabilities;

/** Whether this Excel can do it, for what has another way. */
export function hasCapability(capability: Capability): boolean {
  const { set, version } = capabilities[capability];
  return Office.context.requirements.isSetSupported(set, version);
}

/** @throws AppError `WORKBOOK_REFUSED` when this Excel cannot do it. */
export function requireCapability(capability: Capability): void {
  if (hasCapability(capability)) return;
  throw new AppError("WORKBOOK_REFUSED", `This version of Excel cannot ${capabilities[capability].what}.`, {
    hint: "Update Office (2021 or later), or use Excel on the web.",
  });
}
