import type { AnsweredQuery, LastRun, Queries, QueryDefinition, QueryState, RefreshWish, RunContext, RunQuery } from "../../src/app/app-api";
import { AppError } from "../../src/base/app-error";
import { createStore } from "../../src/base/store";
import { fixedNow } from "./fixed-now";

export type FakeQueriesOptions = {
  readonly queries?: readonly QueryDefinition[];
  /** What is known of each query of the workbook beside its definition. */
  readonly states?: Partial<QueryState>;
  /** Why some queries of the workbook cannot be shown. */
  readonly unreadable?: AppError;
  /** What every refresh did to its table. */
  readonly written?: Pick<LastRun, "added" | "changed" | "gone" | "note">;
  /** Why a query's table cannot be found. */
  readonly goToFailure?: AppError;
};

type FakeQueriesNeed = {
  readonly calls: string[];
  readonly read: (context: RunContext, request: Partial<RunQuery>) => Promise<AnsweredQuery>;
  readonly untilReleased: (signal: AbortSignal) => Promise<void>;
  readonly hasConnection: (name: string | undefined) => boolean;
};

export const goodRun: LastRun = { at: fixedNow - 5 * 60_000, rows: 250, complete: true, reasons: [], cause: "person", error: null };

/** A query of the workbook whose table shows charges. */
export function query(part: Partial<QueryDefinition> = {}): QueryDefinition {
  return {
    id: "q1",
    name: "Charges",
    sql: "SELECT id FROM charges",
    connection: "Acme",
    maxRows: 1000,
    tableId: "t1",
    schedule: { onOpen: false, repeat: null },
    lastRun: goodRun,
    ...part,
  };
}

function keepingGone({ deletesGone, ...others }: QueryDefinition, gone: "mark" | "delete"): QueryDefinition {
  if (gone === "delete") return { ...others, deletesGone: true };
  return deletesGone === undefined ? { ...others } : others;
}

function keepingEvidence({ evidence, ...others }: QueryDefinition, on: boolean): QueryDefinition {
  if (on) return { ...others, evidence: true };
  return evidence === undefined ? { ...others } : others;
}

/** Queries in memory that behave: they run one thing at a time, can be stopped, and keep what a person changes. */
export function createFakeQueries(options: FakeQueriesOptions, { calls, read, untilReleased, hasConnection }: FakeQueriesNeed): Queries {
  const list = createStore<readonly QueryState[]>(
    (options.queries ?? []).map((definition) => ({ definition, running: false, error: null, ...options.states })),
  );
  /** Runs under way, by the query's id. */
  const running = new Map<string, AbortController>();
  const change = (id: string, part: Partial<QueryState>) =>
    list.set(list.get().map((state) => (state.definition.id === id ? { ...state, ...part } : state)));
  const redefine = (id: string, part: Partial<QueryDefinition>) =>
    list.set(
      list.get().map((state) => (state.definition.id === id ? { ...state, definition: { ...state.definition, ...part } } : state)),
    );

  async function run(id: string, context: RunContext, request: Partial<RunQuery>): Promise<AnsweredQuery> {
    const own = new AbortController();
    running.set(id, own);
    change(id, { running: true, error: null, progress: null });
    const onProgress: RunContext["onProgress"] = (progress) => {
      change(id, { progress });
      context.onProgress?.(progress);
    };
    try {
      return await read({ signal: AbortSignal.any([context.signal, own.signal]), onProgress }, request);
    } catch (failure) {
      change(id, { error: AppError.from(failure) });
      throw failure;
    } finally {
      change(id, { running: false });
    }
  }

  async function refresh(id: string, context: RunContext, wish: RefreshWish = {}): Promise<AnsweredQuery> {
    calls.push(["refresh", id, ...Object.entries(wish).map(([name, value]) => `${name}=${value}`)].join(" "));
    const result = await run(id, context, wish);
    const { requests, elapsedMs, mode, loads } = result;
    change(id, { loads });
    const { cause = "person" } = wish;
    const lastRun: LastRun = { at: fixedNow, rows: result.rows.length, complete: true, reasons: [], requests, elapsedMs, mode, cause, error: null };
    redefine(id, { lastRun: { ...lastRun, ...options.written } });
    return result;
  }

  return {
    list,
    unreadable: createStore(options.unreadable ?? null),
    load: () => Promise.resolve(),
    insert: async ({ run: asked, target, name, builder, keepId = true }, context) => {
      calls.push(`insert ${asked.sql} | ${JSON.stringify(target)}${keepId ? "" : " | without ids"}`);
      if (!hasConnection(asked.connection)) throw new AppError("NOT_CONNECTED", `There is no connection named "${asked.connection}".`);
      if (asked.sql.includes("amout")) {
        throw new AppError("SQL_UNKNOWN_COLUMN", "There is no column amout.", { hint: "Did you mean amount?" });
      }
      const result = await read(context, asked);
      const id = `q${list.get().length + 1}`;
      const definition = query({ id, name, sql: asked.sql, maxRows: asked.maxRows ?? null, ...(builder ? { builder } : {}) });
      list.set([...list.get(), { definition, running: false, error: null }]);
      return { definition, location: { id: "t1", name, sheet: name, address: `${name}!A1:A5` }, result };
    },
    refresh,
    refreshAll: async (context) => {
      await Promise.allSettled(list.get().map(({ definition }) => refresh(definition.id, context)));
    },
    stop: (id) => {
      calls.push(`stop ${id}`);
      running.get(id)?.abort();
    },
    edit: async (id, changed, { maxRequests, ...context }) => {
      const wish = maxRequests === undefined ? {} : { maxRequests };
      calls.push(`edit ${id} ${JSON.stringify({ ...changed, ...wish })}`);
      if (changed.sql?.includes("amout") === true) throw new AppError("SQL_UNKNOWN_COLUMN", "There is no column amout.");
      const result = await run(id, context, wish);
      redefine(id, changed);
      return result;
    },
    setEvidence: (id, on) => {
      calls.push(`evidence ${id} ${on}`);
      list.set(list.get().map((state) => (state.definition.id === id ? { ...state, definition: keepingEvidence(state.definition, on) } : state)));
      return Promise.resolve();
    },
    setGone: (id, gone) => {
      calls.push(`gone rows ${id} ${gone}`);
      list.set(list.get().map((state) => (state.definition.id === id ? { ...state, definition: keepingGone(state.definition, gone) } : state)));
      return Promise.resolve();
    },
    setSchedule: async (id, schedule, signal) => {
      calls.push(`schedule ${id} ${JSON.stringify(schedule)}`);
      await untilReleased(signal);
      redefine(id, { schedule });
    },
    findCell: (text) => {
      if (text === "Nowhere!A1") return Promise.reject(new AppError("BAD_ARGUMENT", `This workbook has no cell "${text}".`));
      return Promise.resolve(text === null ? "Sheet1!C3" : `Sheet1!${text}`);
    },
    takeOver: (id) => {
      calls.push(`take over ${id}`);
      change(id, { schedule: "here" });
      return Promise.resolve();
    },
    rename: (id, name) => {
      calls.push(`rename ${id} ${name}`);
      if (list.get().some(({ definition }) => definition.name === name)) {
        return Promise.reject(new AppError("BAD_ARGUMENT", `This workbook has a query named "${name}" already.`, { hint: "Choose another name." }));
      }
      redefine(id, { name });
      return Promise.resolve();
    },
    goTo: (id) => {
      calls.push(`go to ${id}`);
      return options.goToFailure ? Promise.reject(options.goToFailure) : Promise.resolve();
    },
    remove: (id, data) => {
      calls.push(`forget ${id} ${data}`);
      list.set(list.get().filter(({ definition }) => definition.id !== id));
      return Promise.resolve();
    },
  };
}
