import { maskToken } from "../../auth/mask-token";
import { Secret } from "../../base/secret";
import type { ProcedureResult } from "./procedure";

/** The row as plain values; `show` writes its secrets, masked when nobody asked to see them. */
export function showRow({ row }: ProcedureResult, show: (secret: Secret) => string = maskToken): readonly (string | number | null)[] {
  return row.map((value) => (value instanceof Secret ? show(value) : value));
}
