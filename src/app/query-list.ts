import { AppError } from "../base/app-error";
import { createStore, type Store } from "../base/store";
import type { AddIn, Workbook } from "../platform/ports";
import type { QueryDefinition, QueryState } from "./app-api";
import type { EditDefinitions } from "./definition-edits";
import { createDefinitionPart, type ShownDefinitions } from "./definition-part";
import { createQueue } from "./one-at-a-time";
import { runsByItself } from "./schedule";

type Definitions = readonly QueryDefinition[];

/** What the session knows of a query besides its definition. */
export type QueryMarks = Partial<Omit<QueryState, "definition">>;

/** The workbook's queries as this session sees them, kept equal to the workbook's custom XML part. */
export type QueryList = {
  readonly list: Store<readonly QueryState[]>;
  /** Why some queries cannot be shown. */
  readonly unreadable: Store<AppError | null>;
  readonly load: (signal: AbortSignal) => Promise<void>;
  /** @throws AppError `NOT_FOUND`. */
  readonly find: (id: string) => QueryDefinition;
  /** Changes what the session knows of one query; nothing is stored, and nobody is told when it was known. */
  readonly mark: (id: string, marks: QueryMarks) => void;
  /**
   * Changes the stored definitions, one change after the other. The host is told before that it has to start the add-in with the
   * workbook, so that a schedule that cannot work is not kept, and afterwards that it need not, when nothing runs by itself any more.
   */
  readonly edit: (change: EditDefinitions, signal: AbortSignal) => Promise<void>;
};

/** Makes a {@link QueryList}; empty until loaded. */
export function createQueryList(workbook: Workbook, addIn: AddIn, now: () => number): QueryList {
  const part = createDefinitionPart(workbook, now);
  const { list, unreadable, definitions, show, mark } = createShownQueries();
  const inTurn = createQueue();
  let startsWithWorkbook = false;
  let wasRead = false;

  /** A list that was never read is empty, and must not be taken for one of a workbook without queries. */
  async function read(signal: AbortSignal): Promise<ShownDefinitions> {
    try {
      const found = await part.read(signal);
      wasRead = true;
      return found;
    } catch (failure) {
      if (!wasRead && !signal.aborted) unreadable.set(AppError.from(failure));
      throw failure;
    }
  }

  async function startWithWorkbook(wanted: boolean): Promise<void> {
    if (wanted === startsWithWorkbook) return;
    await addIn.startWithWorkbook(wanted);
    startsWithWorkbook = wanted;
  }

  return {
    list,
    unreadable,
    mark,
    load: (signal) =>
      inTurn(async () => {
        const found = await read(signal);
        startsWithWorkbook = someRuns(found.definitions);
        show(found);
      }),
    find(id) {
      const found = definitions().find((one) => one.id === id);
      if (found) return found;
      throw new AppError("NOT_FOUND", "This query is no longer in the workbook.", { hint: "Insert it again." });
    },
    edit: (change, signal) =>
      inTurn(async () => {
        if (someRuns(change(definitions()))) await startWithWorkbook(true);
        const next = await part.change(change, signal);
        show(next);
        await startWithWorkbook(someRuns(next.definitions));
      }),
  };
}

/** The stores that others look at; they tell news only. */
function createShownQueries() {
  const list = createStore<readonly QueryState[]>([]);
  const unreadable = createStore<AppError | null>(null);
  const definitions = (): Definitions => list.get().map(({ definition }) => definition);

  function show(next: ShownDefinitions): void {
    if (next.unreadable?.message !== unreadable.get()?.message) unreadable.set(next.unreadable);
    if (isSame(next.definitions, definitions())) return;
    const before = new Map(list.get().map((state) => [state.definition.id, state]));
    list.set(
      next.definitions.map((definition) => {
        const { running = false, error = null, ...known } = before.get(definition.id) ?? {};
        return { ...known, definition, running, error };
      }),
    );
  }

  function mark(id: string, marks: QueryMarks): void {
    const state = list.get().find(({ definition }) => definition.id === id);
    const isNews = state !== undefined && Object.entries(marks).some(([name, value]) => state[name as keyof QueryMarks] !== value);
    if (isNews) list.set(list.get().map((one) => (one === state ? { ...one, ...marks } : one)));
  }

  return { list, unreadable, definitions, show, mark };
}

const someRuns = (definitions: Definitions): boolean => definitions.some(({ schedule }) => runsByItself(schedule));

const isSame = (one: Definitions, other: Definitions): boolean => JSON.stringify(one) === JSON.stringify(other);
