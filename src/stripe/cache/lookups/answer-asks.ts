import { recall, type RecallTools } from "./recall";
import type { Pending } from "./gather";

/** Counts a request that serves many for the one who has waited longest. */
export function chargeFirst({ asks }: Pending): void {
  const [first] = asks.values();
  first?.charge();
}

/** Answers the keys that memory can tell by now. */
export function answerFromMemory(tools: RecallTools, { plan, columns, asks, answer }: Pending): void {
  for (const ask of [...asks.values()]) {
    const found = recall(tools, { plan, columns: [...columns], key: ask.key }, ask.notBefore);
    if (found !== undefined) answer(ask, found);
  }
}
