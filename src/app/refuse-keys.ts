import { AppError } from "../base/app-error";
import { secretKindIn } from "../connections/key-kind";

/**
 * What cells and queries hold travels with the workbook, so a key in it is refused unused.
 * @param holder what holds the values, such as "formula"
 * @throws AppError `BAD_ARGUMENT`
 */
export function refuseKeys(holder: string, values: readonly unknown[]): void {
  const kind = values.map((value) => (typeof value === "string" ? secretKindIn(value) : null)).find((one) => one !== null);
  if (kind === undefined) return;
  throw new AppError("BAD_ARGUMENT", `A ${holder} must not hold ${kind}; everybody who opens the workbook could read it.`, {
    hint: "Delete it here, save it as a connection in the Stripe pane, and use the connection's name.",
  });
}
