import type { App } from "../app-api";
import { openOnce } from "../open-once";
import type { FactsNeed, FactsReader } from "./connection-facts";
import type { EvidenceSheets } from "./evidence-api";
import { createEvidenceKeeper, type EvidenceKeeper, type EvidenceNeed } from "./evidence-keeper";

export type CreateEvidenceNeed = Omit<EvidenceNeed, "factsOf" | "dayOf"> & FactsNeed & { readonly run: App["runQuery"] };

/** Evidence of the workbook's queries: what keeps it, and what a person does with it. Loads its code at the first use. */
export function createEvidence(need: CreateEvidenceNeed): { readonly keeper: EvidenceKeeper; readonly sheets: EvidenceSheets } {
  const openReader = openOnce(async () => (await import("./connection-facts")).createFactsReader(need));
  const { signal: lasting } = new AbortController();
  const reader: FactsReader = {
    factsOf: async (connection, signal) => (await openReader(lasting)).factsOf(connection, signal),
    dayOf: async (connection, moment) => (await openReader(lasting)).dayOf(connection, moment),
  };
  const keeper = createEvidenceKeeper({ ...need, ...reader });
  return {
    keeper,
    sheets: {
      problem: keeper.problem,
      async tie(connection, wish, context) {
        const { tieBalance } = await import("./tie-balance");
        return tieBalance({ ...need, ...keeper, ...reader }, { connection, ...wish }, context);
      },
    },
  };
}
