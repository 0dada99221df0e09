import { AppError } from "../base/app-error";
import type { RowSource } from "../table/row-source";
import type { Database } from "./database";
import { rewriteSql, type Rewritten } from "./dialect/rewrite";
import type { TimeText } from "./dialect/times";
import type { QueryRequest } from "./engine-api";
import { arrangeParameters } from "./parameters";
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

/** A statement with its values, ready for its first pass. */
export type PreparedRun = {
  readonly rewritten: Rewritten;
  readonly statement: Statement;
  readonly reader: RunReader;
  /** Rows to return at most; `null` for all. */
  readonly mostRows: number | null;
  /** Rows that the statement will read at most: one more than it returns, to know whether more exist. */
  readonly rowsWanted: number | null;
};

/** Compiles a request and binds its values. `now` is the moment that the statement means by now. @throws AppError `SQL_…`. */
export function prepareRun(request: QueryRequest, surroundings: RunSurroundings, now: number): PreparedRun {
  const { database, source, timeText } = surroundings;
  const mostRows = checkedLimit(request.maxRows);
  const { rewritten, reader, statement } = compile(rewriteSql(request.sql, { now, timeText }), { database, source });
  try {
    statement.bind(arrangeParameters(statement.parameterNames, request.parameters, timeText));
    if (mostRows !== null || rewritten.limited) reader.readLittle(plansToReadLittle(database, reader, rewritten));
  } catch (thrown) {
    statement.close();
    throw thrown;
  }
  return { rewritten, statement, reader, mostRows, rowsWanted: mostRows === null ? null : mostRows + 1 };
}

type Compiled = Pick<PreparedRun, "rewritten" | "reader" | "statement">;

/** Members of metadata are read as columns only where SQLite finds no other meaning, such as a table called metadata. */
function compile(rewritten: Rewritten, { database, source }: Pick<RunSurroundings, "database" | "source">): Compiled {
  const open = (text: Rewritten): Compiled => {
    const reader = createRunReader(text.mentions);
    return { rewritten: text, reader, statement: openStatement(database, reader, { rewritten: text, source }) };
  };
  try {
    return open(rewritten);
  } catch (failure) {
    if (!(failure instanceof AppError) || failure.code !== "SQL_UNKNOWN_COLUMN") throw failure;
    const other = rewritten.withMetadataColumns();
    if (other.sql === rewritten.sql) throw failure;
    return open(other);
  }
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
