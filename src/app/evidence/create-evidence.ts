import type { App } from "../app-api";
import { openOnce } from "../open-once";
import type { FactsNeed } from "./connection-facts";
import type { EvidenceSheets } from "./evidence-api";
import { createEvidenceKeeper, type EvidenceKeeper, type EvidenceNeed } from "./evidence-keeper";

export type CreateEvidenceNeed = Omit<EvidenceNeed, "factsOf"> & FactsNeed & { readonly run: App["runQuery"] };

/** Evidence of the workbook's queries: what keeps it, and what a person does with it. Loads its code at the first use. */
export function createEvidence(need: CreateEvidenceNeed): { readonly keeper: EvidenceKeeper; readonly sheets: EvidenceSheets } {
  const openFacts = openOnce(async () => (await import("./connection-facts")).createConnectionFacts(need));
  const factsOf = async (connection: string, signal: AbortSignal) => (await openFacts(signal))(connection, signal);
  const keeper = createEvidenceKeeper({ ...need, factsOf });
  return {
    keeper,
    sheets: {
      problem: keeper.problem,
      async tie(connection, wish, context) {
        const { tieBalance } = await import("./tie-balance");
        return tieBalance({ ...need, ...keeper, factsOf }, { connection, ...wish }, context);
      },
    },
  };
}
