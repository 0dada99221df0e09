import type { Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import { AppError } from "../base/app-error";
import type { RowSource } from "../table/row-source";
import { openDatabase, type Database } from "./database";
import type { TimeText } from "./dialect/times";
import type { QueryEngine } from "./engine-api";
import { explainQuery } from "./explain-query";
import type { ScalarFunction } from "./functions/scalar-function";
import { standardFunctions } from "./functions/standard-functions";
import { runQuery } from "./run-query";

export type EngineOptions = {
  /** Functions besides the standard ones, such as `money(minor, currency)`. */
  readonly functions?: readonly ScalarFunction[];
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** A moment as the source writes it in timestamps; UTC when absent. */
  readonly timeText?: TimeText;
  /** Longest time that one pass may compute without a pause, in milliseconds; one minute when absent. */
  readonly computeLimit?: number;
};

/**
 * Makes an engine that answers SELECTs over a source. It costs next to nothing until the first query, keeps no rows
 * between runs, and any number of runs may be under way at once.
 */
export function createQueryEngine(sqlite: Sqlite3Static, source: RowSource, options: EngineOptions): QueryEngine {
  const { now, timeText = utcText, computeLimit = 60_000 } = options;
  const functions = [...standardFunctions, ...(options.functions ?? [])];
  let opened: Database | null = null;
  let closed = false;
  let running = 0;

  function database(): Database {
    if (closed) throw new AppError("INTERNAL", "The query engine is closed.");
    opened ??= openDatabase(sqlite, { source, functions, now, computeLimit });
    return opened;
  }

  /** Runs that are under way still need the database. */
  function closeWhenIdle(): void {
    if (!closed || running > 0) return;
    opened?.close();
    opened = null;
  }

  return {
    async run(request, context) {
      running++;
      try {
        return await runQuery(request, context, { database: database(), source, timeText, now });
      } catch (thrown) {
        // Whatever failed because of the caller's abort is the abort.
        throw context.signal.aborted
          ? new AppError("CANCELLED", "Cancelled.", { cause: thrown })
          : AppError.from(thrown);
      } finally {
        running--;
        closeWhenIdle();
      }
    },
    explain: (request) => explainQuery(request, { database: database(), source, timeText, now }),
    close() {
      closed = true;
      closeWhenIdle();
    },
  };
}

const utcText: TimeText = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ");
