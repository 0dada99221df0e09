import { AppError } from "../../base/app-error";
import type { ReadContext } from "../../table/row-source";

/** Whether a read failed because the account does not have the product; its rows are then missing, which is told with the reason. */
export function tellNotEnabled(failure: unknown, table: string, context: ReadContext): boolean {
  if (!(failure instanceof AppError) || failure.code !== "NOT_ENABLED") return false;
  context.onPartial?.({ code: "NOT_ENABLED", message: `No rows of ${table}: ${failure.message}` });
  return true;
}
