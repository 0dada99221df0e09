import { unconditional } from "../../../table/conditions";
import { alwaysAsk } from "../wanted";
import { answerFromMemory, chargeFirst } from "./answer-asks";
import type { Pending } from "./gather";
import type { LookupTools } from "./lookup-tools";

/** Brings a kept listing of the whole table up to date, when that takes fewer requests than the keys would. */
export async function refreshForAsks(tools: LookupTools, pending: Pending): Promise<void> {
  const { plan, columns, asks, signal } = pending;
  const wanted = { plan, conditions: unconditional, columns: [...columns] };
  const [slot] = tools.memory.covering(wanted);
  if (slot === undefined) return;
  const context = { signal, onRequest: () => chargeFirst(pending) };
  const refreshed = await tools.refresh(slot, { wanted, freshness: alwaysAsk, worth: asks.size }, context);
  if ("kept" in refreshed) answerFromMemory(tools, pending);
}
