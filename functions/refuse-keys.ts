import { AppError } from "../src/base/app-error";
import { holdsKey } from "../src/connections/key-kind";

/** A key in a cell would travel with the workbook, so it is refused unused. @throws AppError `BAD_ARGUMENT` */
export function refuseKeys(values: readonly unknown[]): void {
  if (!values.some((value) => typeof value === "string" && holdsKey(value))) return;
  throw new AppError("BAD_ARGUMENT", "A formula must not hold an API key; everybody who opens the workbook could read it.", {
    hint: "Delete it here, save it as a connection in the Stripe pane, and use the connection's name.",
  });
}
