import type { NumberRange } from "../../table/row-source";

/** Both together. */
export function addRanges(a: NumberRange, b: NumberRange): NumberRange {
  return { least: a.least + b.least, most: a.most === null || b.most === null ? null : a.most + b.most };
}
