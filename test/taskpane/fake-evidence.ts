import type { App } from "../../src/app/app-api";
import type { TieLine } from "../../src/app/evidence/evidence-api";
import type { AppError } from "../../src/base/app-error";
import { createStore } from "../../src/base/store";
import { fixedNow } from "./fixed-now";

export type FakeEvidenceOptions = {
  /** What every tie finds. */
  readonly tie?: readonly TieLine[];
  /** Why ties that may send no more requests than usual fail. */
  readonly tieFailure?: AppError;
  readonly evidenceProblem?: AppError;
};

type FakeEvidenceNeed = { readonly calls: string[]; readonly untilReleased: (signal: AbortSignal) => Promise<void> };

/** Evidence that is written nowhere. */
export function createFakeEvidence({ tie = [], tieFailure, evidenceProblem }: FakeEvidenceOptions, { calls, untilReleased }: FakeEvidenceNeed): App["evidence"] {
  return {
    problem: createStore(evidenceProblem ?? null),
    async tie(connection, { maxRequests }, { signal }) {
      calls.push(`tie ${connection}${maxRequests === undefined ? "" : ` maxRequests=${maxRequests}`}`);
      await untilReleased(signal);
      if (tieFailure && maxRequests === undefined) throw tieFailure;
      return { connection, lines: tie, asOf: fixedNow };
    },
  };
}
