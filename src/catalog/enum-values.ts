import { AppError } from "../base/app-error";

/** Known values, as generated: of columns by resource and column name, of list parameters by table and parameter. */
export type EnumValueLists = {
  readonly resources: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly filters: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
};

/**
 * Loads the known values of enumerations (status, type, …) for pickers; they are not part of the first page.
 * Stripe may send values that are not listed.
 * @throws AppError `CANCELLED` when the signal is aborted meanwhile.
 */
export async function loadEnumValues(signal: AbortSignal): Promise<EnumValueLists> {
  const { default: lists } = await import("./enums.json");
  if (signal.aborted) throw new AppError("CANCELLED", "Cancelled.");
  return lists;
}
