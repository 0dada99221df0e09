import { useMemo } from "react";

import type { AppError } from "../../src/base/app-error";
import { usePane } from "../pane-context";
import { createTask, type Task } from "../task";
import { useStore } from "../use-store";

/** What can be done with a query besides running it. */
export type QueryTasks = {
  readonly goTo: Task<void, void>;
  readonly remove: Task<"keep" | "delete", void>;
  readonly rename: Task<string, void>;
  readonly setGone: Task<"mark" | "delete", void>;
  /** Puts it on the audit sheet, which a refresh then fills, or takes it off. */
  readonly setEvidence: Task<boolean, void>;
  readonly takeOver: Task<void, void>;
};

/** The tasks of one query's card. */
export function useQueryTasks(id: string): QueryTasks {
  const { app, refresh } = usePane();
  const { queries } = app;
  return useMemo(
    () => ({
      goTo: createTask((_: void, { signal }) => queries.goTo(id, signal)),
      remove: createTask((data: "keep" | "delete", { signal }) => queries.remove(id, data, signal)),
      rename: createTask((name: string, { signal }) => queries.rename(id, name, signal)),
      setGone: createTask((gone: "mark" | "delete", { signal }) => queries.setGone(id, gone, signal)),
      setEvidence: createTask(async (on: boolean, { signal }) => {
        await queries.setEvidence(id, on, signal);
        if (on) void refresh(id).start({});
      }),
      takeOver: createTask((_: void, { signal }) => queries.takeOver(id, signal)),
    }),
    [queries, refresh, id],
  );
}

/** Why a task failed; `null` while it did not. */
export function useFailure<A, T>(task: Task<A, T>): AppError | null {
  const state = useStore(task.state);
  return state.kind === "failed" ? state.error : null;
}
