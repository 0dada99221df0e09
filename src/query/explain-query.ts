import type { QueryPlan, QueryRequest } from "./engine-api";
import { describeReads, explainAccesses } from "./explain";
import { passOnce } from "./pass-once";
import { planFetches } from "./plan-fetches";
import { prepareRun, type RunSurroundings } from "./prepare-run";

/**
 * Tells how a statement would be answered: SQLite's plan, and what its first pass lacks. The pass runs over no rows, so
 * that only reads which do not follow from the rows of other tables come up; nothing is asked of the source.
 */
export function explainQuery(request: QueryRequest, surroundings: RunSurroundings): QueryPlan {
  const { database, source, now } = surroundings;
  const { rewritten, statement, reader, mostRows, rowsWanted } = prepareRun(request, surroundings, now());
  try {
    passOnce({ statement, reader }, { mostRows, wanted: () => false });
    return {
      accesses: explainAccesses(database, rewritten, source),
      reads: describeReads(planFetches(reader.takeMisses(), rowsWanted)),
    };
  } finally {
    statement.close();
  }
}
