import { AppError } from "../base/app-error";
import type { SqlValue } from "../table/column";
import type { PartialReason, QueryResult } from "../table/query-result";
import type { RowSource } from "../table/row-source";
import type { Database } from "./database";
import { rewriteSql, type Rewritten } from "./dialect/rewrite";
import type { TimeText } from "./dialect/times";
import type { QueryContext, QueryRequest } from "./engine-api";
import type { ExtractedRows } from "./extract-rows";
import { arrangeParameters } from "./parameters";
import { planFetches } from "./plan-fetches";
import { runFetches, type FetchContext } from "./run-fetches";
import { createRunReader, type RunReader } from "./run-reader";
import { openStatement, type Statement } from "./statement";
import { streamedPlans } from "./streaming";

/** What a run needs besides its request. */
export type RunSurroundings = {
  readonly database: Database;
  readonly source: RowSource;
  readonly timeText: TimeText;
  readonly now: () => number;
};

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
  const asOf = surroundings.now();
  const { database, source, timeText } = surroundings;
  const mostRows = checkedLimit(request.maxRows);
  const rewritten = rewriteSql(request.sql, { now: asOf, timeText });
  const reader = createRunReader();
  const statement = openStatement(database, reader, { rewritten, source });
  const reading = startReading(source, context);
  try {
    statement.bind(arrangeParameters(statement.parameterNames, request.parameters, timeText));
    if (mostRows !== null || rewritten.limited) reader.readLittle(plansToReadLittle(database, reader, rewritten));
    const extracted = await passUntilComplete({ statement, reader, mostRows, fetching: reading.fetching });
    return {
      columns: statement.columns,
      rows: extracted.rows,
      ...completeness(extracted, reading.reasons()),
      requests: reading.requests(),
      asOf,
      elapsedMs: surroundings.now() - asOf,
      loads: [],
    };
  } finally {
    statement.close();
    reading.end();
    await closeScans(reader);
  }
}

type Passes = {
  readonly statement: Statement;
  readonly reader: RunReader;
  readonly mostRows: number | null;
  readonly fetching: FetchContext;
};

async function passUntilComplete({ statement, reader, mostRows, fetching }: Passes): Promise<ExtractedRows> {
  const rowsWanted = mostRows === null ? null : mostRows + 1;
  for (let pass = 0; pass < mostPasses; pass++) {
    fetching.read.signal.throwIfAborted();
    const extracted = statement.pass({ mostRows, wanted: () => !reader.lacksRows() });
    const misses = reader.takeMisses();
    if (misses.length === 0) return extracted;
    await runFetches(planFetches(misses, rowsWanted), fetching);
  }
  throw new AppError("TOO_LARGE", "The query needs too many rounds of reading.", {
    hint: "Split it into simpler queries.",
  });
}

function plansToReadLittle(
  { turns, compiler }: Database,
  reader: RunReader,
  statement: Rewritten,
): ReadonlySet<string> {
  const program = turns.take(reader, () => compiler.explain(statement, "EXPLAIN"));
  return streamedPlans(
    program.map(([address, name, , target, , text]) => ({
      address: Number(address),
      name: String(name),
      target: Number(target),
      text: String(text),
    })),
  );
}

function checkedLimit(maxRows: number | undefined): number | null {
  if (maxRows === undefined) return null;
  if (Number.isSafeInteger(maxRows) && maxRows >= 0) return maxRows;
  throw new AppError("BAD_ARGUMENT", "The row limit is not a whole number.", {
    hint: "Give a whole number such as 1000.",
  });
}

function completeness(
  extracted: ExtractedRows,
  sourceReasons: readonly PartialReason[],
): Pick<QueryResult, "complete" | "reasons"> {
  const reasons = [...sourceReasons];
  if (extracted.more) reasons.push({ code: "ROW_LIMIT", message: rowLimitMessage(extracted.rows) });
  return { complete: reasons.length === 0, reasons };
}

function rowLimitMessage(rows: readonly (readonly SqlValue[])[]): string {
  return `First ${rows.length.toLocaleString("en-US")} ${rows.length === 1 ? "row" : "rows"}; more exist.`;
}

type Reading = {
  readonly fetching: FetchContext;
  requests(): number;
  reasons(): readonly PartialReason[];
  /** Ends whatever is still under way. */
  end(): void;
};

/** Counts what a run reads and ties its fetches to the caller's signal. */
function startReading(source: RowSource, { signal, onProgress }: QueryContext): Reading {
  const controller = new AbortController();
  const reasons = new Map<string, PartialReason>();
  let rowsRead = 0;
  let requests = 0;
  const abort = (): void => controller.abort(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  return {
    fetching: {
      source,
      read: {
        signal: controller.signal,
        onRequest() {
          requests++;
          onProgress?.({ rowsRead, requests, expected: null });
        },
        onPartial: (reason) => void reasons.set(`${reason.code} ${reason.message}`, reason),
      },
      onRows(count) {
        rowsRead += count;
        onProgress?.({ rowsRead, requests, expected: null });
      },
    },
    requests: () => requests,
    reasons: () => [...reasons.values()],
    end() {
      signal.removeEventListener("abort", abort);
      controller.abort();
    },
  };
}

async function closeScans(reader: RunReader): Promise<void> {
  await Promise.all(reader.stores().flatMap((store) => store.scans.map((scan) => scan.close())));
}
