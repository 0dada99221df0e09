import { AppError, type ErrorCode } from "../../base/app-error";
import type { AnsweredQuery, App, RunContext, RunQuery } from "../app-api";
import { balanceSql, balanceTie, sumsSql } from "./balance-tie";
import type { TieLine } from "./evidence-api";

export type ReadTie = {
  readonly run: App["runQuery"];
  /** The connection, and how many requests it may take. */
  readonly request: Pick<RunQuery, "connection" | "maxRequests">;
};

/** The lines of a tie, and when the balance was read (ms since 1970 UTC); `null`: it could not be. */
export type TieRead = { readonly lines: readonly TieLine[]; readonly asOf: number | null };

const newestSql = "SELECT id FROM balance_transactions ORDER BY created DESC LIMIT 1";

/** What the person cannot change by trying again: it belongs on the sheet. */
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["FORBIDDEN", "NOT_ENABLED"]);

/**
 * Reads all movements and the balance, one after the other, and looks whether something moved meanwhile: if so, both are read
 * once more.
 */
export async function readBalanceTie(tie: ReadTie, context: RunContext): Promise<TieRead> {
  try {
    const first = await readOnce(tie, context);
    const { lines, asOf, moved } = first.moved ? await readOnce(tie, context) : first;
    return { lines: moved ? lines.map(saying("Money moved while this was read.")) : lines, asOf };
  } catch (thrown) {
    const failure = AppError.from(thrown);
    if (refusals.has(failure.code)) return { lines: [reasonLine(failure.advice)], asOf: null };
    throw failure;
  }
}

async function readOnce({ run, request }: ReadTie, context: RunContext): Promise<TieRead & { readonly moved: boolean }> {
  const ask = (sql: string): Promise<AnsweredQuery> => run({ ...request, sql, maxAgeMs: 0, reload: true }, context);
  const before = await ask(newestSql);
  const sums = await ask(sumsSql);
  const balance = await ask(balanceSql);
  const after = await ask(newestSql);
  const reasons = [...sums.reasons, ...balance.reasons].map(({ message }) => message);
  const complete = sums.complete && balance.complete;
  const lines = complete ? balanceTie({ sums: sums.rows, balance: balance.rows[0] ?? [] }) : [reasonLine(reasons.join(" "))];
  return { lines, asOf: balance.asOf, moved: complete && before.rows[0]?.[0] !== after.rows[0]?.[0] };
}

const reasonLine = (note: string): TieLine => ({ column: "Net of all balance transactions", currency: null, rows: 0, total: null, balance: null, note });

const saying = (sentence: string) => (line: TieLine): TieLine => ({ ...line, note: line.note === null ? sentence : `${line.note} ${sentence}` });
