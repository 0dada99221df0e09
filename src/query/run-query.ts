import { AppError } from "../base/app-error";
import type { SqlValue } from "../table/column";
import type { PartialReason, QueryResult } from "../table/query-result";
import type { QueryContext, QueryRequest } from "./engine-api";
import { describeReads } from "./explain";
import type { ExtractedRows } from "./extract-rows";
import type { FetchContext } from "./fetch-context";
import { openLedger, type Ledger } from "./ledger";
import { passOnce } from "./pass-once";
import { planFetches } from "./plan-fetches";
import { prepareRun, type PreparedRun, type RunSurroundings } from "./prepare-run";
import { runFetches } from "./run-fetches";
import type { RunReader } from "./run-reader";

/** Passes after which a run is taken to turn in circles; even long chains of joins need a tenth. */
const mostPasses = 200;

/**
 * Runs a statement again and again: each pass finds out which rows are missing, they are fetched together, and the pass
 * that lacks nothing is the answer.
 */
export async function runQuery(
  request: QueryRequest,
  context: QueryContext,
  surroundings: RunSurroundings,
): Promise<QueryResult> {
  context.signal.throwIfAborted();
  const ledger = openLedger(context);
  try {
    return await answer(request, { ledger, context }, surroundings);
  } catch (thrown) {
    throw ledger.failure() ?? thrown;
  } finally {
    ledger.end();
  }
}

type Run = { readonly ledger: Ledger; readonly context: QueryContext };

async function answer(request: QueryRequest, { ledger, context }: Run, surroundings: RunSurroundings): Promise<QueryResult> {
  const { source, now } = surroundings;
  const startedAt = now();
  const prepared = prepareRun(request, surroundings, startedAt);
  try {
    const extracted = await passUntilComplete(prepared, { source, ledger }, context.beforeReading);
    // A listing that is left early tells what it read when it is closed.
    await closeScans(prepared.reader);
    const loads = ledger.loads();
    return {
      ...resultOf(prepared, extracted, ledger.reasons()),
      requests: ledger.requests(),
      asOf: Math.min(startedAt, ...loads.map(({ asOf }) => asOf)),
      elapsedMs: now() - startedAt,
      loads,
    };
  } finally {
    prepared.statement.close();
    ledger.end();
    await closeScans(prepared.reader);
  }
}

async function passUntilComplete(
  { statement, reader, mostRows, rowsWanted }: PreparedRun,
  context: FetchContext,
  beforeReading: QueryContext["beforeReading"],
): Promise<ExtractedRows> {
  for (let pass = 0; pass < mostPasses; pass++) {
    context.ledger.signal.throwIfAborted();
    const extracted = passOnce({ statement, reader }, { mostRows, wanted: () => !reader.lacksRows() });
    const misses = reader.takeMisses();
    if (misses.length === 0) return extracted;
    const fetches = planFetches(misses, rowsWanted);
    if (pass === 0) await beforeReading?.(describeReads(fetches));
    await runFetches(fetches, context);
  }
  throw new AppError("TOO_LARGE", "The query needs too many rounds of reading.", {
    hint: "Split it into simpler queries.",
  });
}

function resultOf(
  { statement }: PreparedRun,
  extracted: ExtractedRows,
  sourceReasons: readonly PartialReason[],
): Pick<QueryResult, "columns" | "rows" | "complete" | "reasons"> {
  const reasons = [...sourceReasons];
  if (extracted.more) reasons.push({ code: "ROW_LIMIT", message: rowLimitMessage(extracted.rows) });
  return { columns: statement.columns, rows: extracted.rows, complete: reasons.length === 0, reasons };
}

function rowLimitMessage(rows: readonly (readonly SqlValue[])[]): string {
  return `First ${rows.length.toLocaleString("en-US")} ${rows.length === 1 ? "row" : "rows"}; more exist.`;
}

async function closeScans(reader: RunReader): Promise<void> {
  await Promise.all(reader.stores().flatMap((store) => store.scans.map((scan) => scan.close())));
}
