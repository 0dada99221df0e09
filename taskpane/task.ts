import { AppError } from "../src/base/app-error";
import { createStore, type Store } from "../src/base/store";
import type { NumberRange } from "../src/table/row-source";

/** What a running task has done so far, and the requests that it takes in all, as far as anybody knows. */
export type Progress = { readonly rowsRead: number; readonly requests: number; readonly expected: NumberRange | null };

/** Given to the work of a task. */
export type TaskContext = { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void };

/** Where a task that a person started stands. */
export type TaskState<T> =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly progress: Progress | null }
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: AppError };

/** Work that runs at most once at a time, can be watched and cancelled, and never throws. */
export type Task<A, T> = {
  readonly state: Store<TaskState<T>>;
  /** Resolves when the work ended, whichever way. While it runs, starting again does nothing. */
  readonly start: (argument: A) => Promise<void>;
  readonly cancel: () => void;
  /** Cancels, and forgets the outcome. */
  readonly reset: () => void;
};

type Work<A, T> = (argument: A, context: TaskContext) => Promise<T>;

/** Makes a {@link Task}. It outlives the component that shows it, so that a person may look at another page meanwhile. */
export function createTask<A, T>(work: Work<A, T>): Task<A, T> {
  const state = createStore<TaskState<T>>({ kind: "idle" });
  let running: AbortController | null = null;

  async function start(argument: A): Promise<void> {
    if (running) return;
    const own = new AbortController();
    running = own;
    state.set({ kind: "running", progress: null });
    const show = (next: TaskState<T>) => {
      if (running === own) state.set(next);
    };
    const context = { signal: own.signal, onProgress: (progress: Progress) => show({ kind: "running", progress }) };
    const outcome = await settle(() => work(argument, context));
    show(outcome);
    if (running === own) running = null;
  }

  function reset(): void {
    running?.abort();
    running = null;
    state.set({ kind: "idle" });
  }

  return { state, start, cancel: () => running?.abort(), reset };
}

async function settle<T>(work: () => Promise<T>): Promise<TaskState<T>> {
  try {
    return { kind: "done", value: await work() };
  } catch (thrown) {
    return { kind: "failed", error: AppError.from(thrown) };
  }
}
