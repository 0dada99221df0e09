import type {
  AnsweredQuery,
  App,
  InsertOutcome,
  InsertRequest,
  OAuthOffers,
  QueryChange,
  RefreshWish,
  RunQuery,
} from "../src/app/app-api";
import type { QueryEstimate } from "../src/app/query-estimate";
import type { BalanceTie } from "../src/app/evidence/evidence-api";
import type { FormulaSheet } from "../src/app/formulas/formula-sheet";
import { refreshEverything } from "../src/app/formulas/refresh-everything";
import type { AppError } from "../src/base/app-error";
import type { Secret } from "../src/base/secret";
import { createStore, type Store } from "../src/base/store";
import { createEditing, type Editing } from "./get-data/editing";
import { type GetDataState, startingState } from "./get-data/get-data-state";
import { createTask, type Task } from "./task";

export const pages = ["getData", "queries", "connections", "newConnection", "procedures"] as const;
export type Page = (typeof pages)[number];

/** A question that the program asks the person while it works; `null`: nothing is asked. */
export type JoinCodeQuestion = { readonly answer: (code: Secret | null) => void };

export type PaneNeeds = {
  readonly app: App;
  /** The formulas of the workbook. */
  readonly formulas: FormulaSheet;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Calls the listener every half minute until the function that it returns is called. */
  readonly onTick: (listener: () => void) => () => void;
  /** Why keys are kept in memory only, when they are. */
  readonly storageProblem: Store<AppError | null>;
  /** Why tokens that are to stay on this device are kept in memory only, when they are. */
  readonly tokensProblem: Store<AppError | null>;
  /** Set while a gateway wants to know a join code. */
  readonly joinCode: Store<JoinCodeQuestion | null>;
};

/** A change of a query of the workbook. */
export type ChangeRequest = {
  readonly change: QueryChange;
  readonly wish?: Pick<RefreshWish, "maxRequests">;
};

/** Everything that the pane shows, apart from what a single form keeps while it is open. */
export type PaneModel = PaneNeeds & {
  readonly page: Store<Page>;
  /** A failure that belongs to no page, such as settings that cannot be read; moving to a page clears it. */
  readonly notice: Store<AppError | null>;
  readonly getData: Store<GetDataState>;
  /** The query that *Get data* changes instead of making one. */
  readonly editing: Editing;
  /** What the deployment offers to sign in with; asked at the first need, again after a failure. */
  readonly offers: Task<void, OAuthOffers>;
  /** The name that the form for a connection begins with: of one whose key has to be entered again, else empty. */
  readonly newConnectionName: Store<string>;
  readonly insert: Task<InsertRequest, InsertOutcome>;
  /** Changing one query; the same task for the same id. */
  readonly saveChanges: (id: string) => Task<ChangeRequest, AnsweredQuery>;
  /** What the choices of *Get data* would take. */
  readonly estimate: Task<RunQuery, QueryEstimate>;
  readonly refreshAll: Task<void, void>;
  /** When that was last begun, milliseconds since 1970 UTC. */
  readonly refreshAllSince: Store<number>;
  /** The refresh of one query; the same task for the same id. */
  readonly refresh: (id: string) => Task<RefreshWish, AnsweredQuery>;
  /** The comparison of a connection's account with its balance; the same task for the same connection. */
  readonly tie: (connection: string) => Task<Pick<RunQuery, "maxRequests">, BalanceTie>;
};

/** Makes the pane's state over the program. */
export function createPaneModel(needs: PaneNeeds): PaneModel {
  const { queries } = needs.app;
  const page = createStore<Page>("getData");
  const notice = createStore<AppError | null>(null);
  const getData = createStore(startingState);
  const refreshAllSince = createStore(0);
  const newConnectionName = createStore("");
  page.subscribe(() => {
    notice.set(null);
    if (page.get() !== "newConnection") newConnectionName.set("");
  });
  return {
    ...needs,
    page,
    notice,
    getData,
    editing: createEditing({ choices: getData, tables: () => needs.app.tables(), page }),
    offers: createTask((_, { signal }) => needs.app.signIns.offers(signal)),
    newConnectionName,
    insert: createTask((request, context) => queries.insert(request, context)),
    saveChanges: createTasks((id) => ({ change, wish }, context) => queries.edit(id, change, { ...context, ...wish })),
    estimate: createTask((request, context) => needs.app.explain(request, { probe: true }, context)),
    refreshAll: createTask((_, context) => {
      refreshAllSince.set(needs.now());
      return refreshEverything(needs, context);
    }),
    refreshAllSince,
    refresh: createTasks((id) => (wish, context) => queries.refresh(id, context, wish)),
    tie: createTasks((connection) => (wish, context) => needs.app.evidence.tie(connection, wish, context)),
  };
}

/** A task for each name, the same for the same name. */
function createTasks<A, T>(workOf: (name: string) => Parameters<typeof createTask<A, T>>[0]): (name: string) => Task<A, T> {
  const tasks = new Map<string, Task<A, T>>();
  return (name) => {
    const task = tasks.get(name) ?? createTask(workOf(name));
    tasks.set(name, task);
    return task;
  };
}
