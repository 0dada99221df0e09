import type { ReadContext } from "../../../table/row-source";
import type { TablePlan } from "../../declare-table";
import type { ColumnPlan } from "../../declare-columns";
import { type Answer, type Answered, type Ask, createAsk } from "./ask";
import { listForAsks } from "./list-for-asks";
import type { LookupTools } from "./lookup-tools";
import { refreshForAsks } from "./refresh-for-asks";
import { listsEverything } from "./recall";
import { createSingleReads } from "./single-reads";
import { fewKeys } from "./worth-listing";

/** Keys of one table that are asked for at about the same time, good for the same expansions. */
export interface Gathering {
  ask(wanted: { readonly key: string; readonly columns: readonly ColumnPlan[]; readonly notBefore: number }, context: ReadContext): Promise<Answered>;
}

/** What was asked for and is not answered yet. */
export type Pending = {
  readonly plan: TablePlan;
  /** All columns that are wanted of any of the keys. */
  readonly columns: ReadonlySet<ColumnPlan>;
  /** By key; those that nobody waits for any more are not among them. */
  readonly asks: ReadonlyMap<string, Ask>;
  readonly answer: (ask: Ask, answer: Answer) => void;
  /** Aborts when nobody waits for any of them. */
  readonly signal: AbortSignal;
};

/** Makes a {@link Gathering}: few keys are read one by one, many by whatever takes fewer requests. */
export function createGathering(tools: LookupTools, plan: TablePlan): Gathering {
  const waiting = new Map<string, Ask>();
  const singly = createSingleReads(tools, plan);
  const columns = new Set<ColumnPlan>();
  let running = false;
  let together = new AbortController();

  function open(key: string): Ask {
    const ask = createAsk(key);
    ask.signal.addEventListener("abort", () => {
      if (waiting.get(key) === ask) waiting.delete(key);
      if (waiting.size === 0) together.abort();
    });
    waiting.set(key, ask);
    if (!running) void run();
    return ask;
  }

  /** Never fails: what goes wrong is told to those who wait. */
  async function run(): Promise<void> {
    running = true;
    await tools.nextTurn();
    together = new AbortController();
    if (waiting.size > fewKeys && listsEverything(plan)) await answerTogether();
    for (const ask of waiting.values()) void singly.read(ask, [...columns]);
    waiting.clear();
    running = false;
  }

  async function answerTogether(): Promise<void> {
    const during = [...waiting.values()];
    const pending: Pending = { plan, columns, asks: waiting, answer, signal: together.signal };
    try {
      await refreshForAsks(tools, pending);
      if (waiting.size > fewKeys) await listForAsks(tools, pending);
    } catch (failure) {
      for (const ask of during) {
        waiting.delete(ask.key);
        ask.fail(failure);
      }
    }
  }

  function answer(ask: Ask, found: Answer): void {
    waiting.delete(ask.key);
    ask.answer(found);
  }

  return {
    ask(wanted, context) {
      const { key, notBefore } = wanted;
      for (const column of wanted.columns) columns.add(column);
      const ask = waiting.get(key) ?? singly.joinable(key, notBefore) ?? open(key);
      return ask.wait(context, notBefore);
    },
  };
}
