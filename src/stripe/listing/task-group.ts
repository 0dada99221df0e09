import { AppError } from "../../base/app-error";

/** Tasks that end together: the first failure aborts the others and is the failure of all. */
export type TaskGroup = {
  start(task: (signal: AbortSignal) => Promise<void>): void;
  /** Resolves when a task has ended since the last call. @throws the first failure; `CANCELLED`. */
  changed(): Promise<void>;
  /** Aborts what is under way; what it answers no longer counts. */
  end(): void;
};

/** Makes a {@link TaskGroup} that ends with `signal`. */
export function createTaskGroup(signal: AbortSignal): TaskGroup {
  // Each task has a signal of its own: Node warns of many listeners on one.
  const running = new Set<AbortController>();
  let failure: { readonly cause: unknown } | null = null;
  let hasChanged = false;
  let wake = (): void => undefined;

  const change = (): void => {
    hasChanged = true;
    wake();
  };
  const abortAll = (): void => running.forEach((controller) => controller.abort());
  const fail = (cause: unknown): void => {
    failure ??= { cause };
    abortAll();
    change();
  };
  const cancel = (): void => fail(AppError.from(signal.reason));
  if (signal.aborted) cancel();
  else signal.addEventListener("abort", cancel, { once: true });

  return {
    start(task) {
      if (failure !== null) return;
      const controller = new AbortController();
      running.add(controller);
      const leave = (): void => void running.delete(controller);
      task(controller.signal).then(change, fail).finally(leave);
    },
    async changed() {
      if (!hasChanged && failure === null) await new Promise<void>((resolve) => (wake = resolve));
      hasChanged = false;
      if (failure !== null) throw failure.cause;
    },
    end() {
      signal.removeEventListener("abort", cancel);
      abortAll();
    },
  };
}
