import { AppError } from "../base/app-error";
import { createStore, type Store } from "../base/store";
import type { AddIn, Workbook } from "../platform/ports";
import type { QueryDefinition, QueryState } from "./app-api";
import type { EditDefinitions } from "./definition-edits";
import { createDefinitionPart } from "./definition-part";
import { createQueue } from "./one-at-a-time";
import { runsByItself } from "./schedule";

type Definitions = readonly QueryDefinition[];

/** The workbook's queries as this session sees them, kept equal to the workbook's custom XML part. */
export type QueryList = {
  readonly list: Store<readonly QueryState[]>;
  readonly load: (signal: AbortSignal) => Promise<void>;
  /** @throws AppError `NOT_FOUND`. */
  readonly find: (id: string) => QueryDefinition;
  /** Changes what the session knows of one query; nothing is stored. */
  readonly mark: (id: string, change: Partial<Omit<QueryState, "definition">>) => void;
  /**
   * Changes the stored definitions, one change after the other. The host is told first whether it has to start the add-in
   * with the workbook, so that a schedule that cannot work is not kept.
   */
  readonly edit: (change: EditDefinitions, signal: AbortSignal) => Promise<void>;
};

/** Makes a {@link QueryList}; empty until loaded. */
export function createQueryList(workbook: Workbook, addIn: AddIn): QueryList {
  const part = createDefinitionPart(workbook);
  const list = createStore<readonly QueryState[]>([]);
  const inTurn = createQueue();
  let startsWithWorkbook = false;

  const definitions = (): Definitions => list.get().map(({ definition }) => definition);

  function show(next: Definitions): void {
    const before = new Map(list.get().map((state) => [state.definition.id, state]));
    list.set(
      next.map((definition) => {
        const { running = false, error = null, ...known } = before.get(definition.id) ?? {};
        return { ...known, definition, running, error };
      }),
    );
  }

  async function startWhenNeeded(next: Definitions): Promise<void> {
    const needed = next.some(({ schedule }) => runsByItself(schedule));
    if (needed === startsWithWorkbook) return;
    await addIn.startWithWorkbook(needed);
    startsWithWorkbook = needed;
  }

  return {
    list,
    load: (signal) =>
      inTurn(async () => {
        const found = await part.read(signal);
        startsWithWorkbook = found.some(({ schedule }) => runsByItself(schedule));
        show(found);
      }),
    find(id) {
      const found = definitions().find((one) => one.id === id);
      if (found) return found;
      throw new AppError("NOT_FOUND", "This query is no longer in the workbook.", { hint: "Insert it again." });
    },
    mark(id, change) {
      list.set(list.get().map((state) => (state.definition.id === id ? { ...state, ...change } : state)));
    },
    edit: (change, signal) =>
      inTurn(async () => {
        await startWhenNeeded(change(definitions()));
        show(await part.change(change, signal));
      }),
  };
}
