import type { App, RunContext } from "../app-api";
import type { FormulaSheet } from "./formula-sheet";

type Everything = { readonly app: Pick<App, "queries">; readonly formulas: Pick<FormulaSheet, "refresh"> };

/** Refreshes the workbook's queries and formulas; a failure of one does not keep the other. @throws AppError the first failure. */
export async function refreshEverything({ app, formulas }: Everything, context: RunContext): Promise<void> {
  const outcomes = await Promise.allSettled([app.queries.refreshAll(context), formulas.refresh(context.signal)]);
  const failed = outcomes.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
