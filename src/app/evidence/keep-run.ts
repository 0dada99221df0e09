import { AppError } from "../../base/app-error";
import type { AnsweredQuery } from "../app-api";
import type { QueriesNeed } from "../queries-need";
import type { QueryList } from "../query-list";
import type { EvidenceRun } from "./evidence-keeper";

export type KeepRun = {
  readonly queries: Pick<QueryList, "list" | "mark">;
  readonly need: Pick<QueriesNeed, "evidence">;
  /** Id of the query. */
  readonly id: string;
  readonly signal: AbortSignal;
  /** Whether a failure is one of the query: not of the person who ran it, nor of a change that then did not come about. */
  readonly countsFailed: (failure: AppError) => boolean;
};

/** Runs a query, and keeps evidence of how that ended. */
export async function keepRun(keep: KeepRun, run: () => Promise<AnsweredQuery>): Promise<AnsweredQuery> {
  const { need: { evidence }, countsFailed } = keep;
  const result = await run().catch(async (failure: unknown) => {
    if (countsFailed(AppError.from(failure))) await Promise.all(standing(keep).map((one) => evidence.failed(one, failure)));
    throw failure;
  });
  await Promise.all(standing(keep).map((one) => evidence.ran(one, result)));
  return result;
}

/** The query as it stands now, which is not at all when it was removed meanwhile. */
function standing({ queries, id, signal }: KeepRun): readonly EvidenceRun[] {
  const found = queries.list.get().filter(({ definition }) => definition.id === id);
  return found.map(({ definition }) => ({ definition, signal, tell: (evidenceError) => queries.mark(id, { evidenceError }) }));
}
