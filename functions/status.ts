import { allStatusSentence, statusSentence } from "../src/app/formulas/status-sentence";
import type { FormulaContext, Formulas } from "../src/app/formulas/formulas";
import { AppError } from "../src/base/app-error";
import type { CellInvocation } from "./cell-invocation";
import { readParameters } from "./read-parameters";
import { onConnection, readRows } from "./read-rows";
import { runInCell } from "./run-in-cell";

/**
 * How good the rows of a formula or a query are: complete or not and why, how many, how old.
 * @customfunction STATUS
 * @param [query] The cell that holds a STRIPE formula, or a SELECT, or the cell that holds it; left out: all formulas of this session together.
 * @param [connection] Name of the connection; left out: the only one.
 * @param [parameters] Of the SELECT: two columns (name, value), or one row or column with the values of ? in order.
 * @param {CustomFunctions.CancelableInvocation} invocation Given by Excel.
 * @cancelable
 * @requiresParameterAddresses
 * @returns A sentence. As a matrix, because Excel tells the addresses of parameters only then.
 */
export function status(query: string, connection: string, parameters: unknown[][], invocation: StatusInvocation): Promise<string[][]> {
  const asked: Asked = { query, connection, parameters };
  return runInCell({ invocation, given: [query, connection, parameters] }, async (formulas, context) => {
    const cell = invocation.parameterAddresses?.[0] ?? "";
    const shown = await formulas.shownIn(cell, context.signal);
    if (shown !== null) return [[statusSentence(shown, formulas.now())]];
    if (cell !== "" && !looksLikeQuery.test(query ?? "")) return [[unknownCell(cell)]];
    // What runs in the cell of the status itself is no formula that another one may ask about.
    const { signal, preview } = context;
    return [[query ? await statusOf(formulas, asked, { signal, preview }) : allStatusSentence(formulas.latest(), formulas.now())]];
  });
}

/** Formulas are known by their cells once they have run, so that those that may have moved since are not. */
const unknownCell = (cell: string) =>
  `Nothing is known of ${cell}: it holds no SELECT, and no formula of Stripe has run there. If one stands there and cells were moved since, such as by an inserted row, press Refresh formulas in the Stripe pane.`;

/** Words that a query begins with, after notes. */
const looksLikeQuery = /^(?:\s|--.*|\/\*[^]*?\*\/)*(?:select|with|values)\b/i;

type StatusInvocation = CellInvocation & {
  /** Where each argument is, empty for one that is no reference; absent in older Excels. */
  readonly parameterAddresses?: readonly (string | null)[];
};

/** What Excel passes; `null` stands for what the formula leaves out, whatever the declared type. */
type Asked = {
  readonly query: string;
  readonly connection: string | null;
  readonly parameters: readonly (readonly unknown[])[] | null;
};

/** A failure is what a status is asked for, so that it is a text and no error. */
async function statusOf(formulas: Formulas, { query, connection, parameters }: Asked, context: FormulaContext): Promise<string> {
  try {
    const read = { sql: query, ...onConnection(connection), ...(parameters ? { parameters: readParameters(parameters, query) } : {}) };
    return statusSentence(await readRows(formulas, read, context), formulas.now());
  } catch (thrown) {
    const failure = AppError.from(thrown);
    if (failure.code === "CANCELLED") throw failure;
    return `Failed: ${failure.advice}`;
  }
}
