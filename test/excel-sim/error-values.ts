import type { CellContent } from "./sheet-model";

/** Whether a value is one of Excel's errors, such as `#N/A`. */
export const isErrorValue = (value: CellContent): value is string => typeof value === "string" && /^#[A-Z/0]+[!?A]$/.test(value);
