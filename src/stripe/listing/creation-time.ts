import type { TablePlan } from "../declare-table";
import { valueAt } from "../decode-value";
import type { JsonObject } from "../json-object";

/** When an object was created, Unix seconds; `null` when it does not say. */
export type TimeOf = (object: JsonObject) => number | null;

/** How to tell the creation time of a table's objects; `null` where the list does not filter by it. */
export function creationTime({ createdPath }: TablePlan): TimeOf | null {
  if (createdPath === null) return null;
  return (object) => {
    const time = valueAt(object, createdPath);
    return typeof time === "number" ? time : null;
  };
}
