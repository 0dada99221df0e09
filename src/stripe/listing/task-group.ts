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
  const controller = new AbortController();
  let failure: { readonly cause: unknown } | null = null;
  let hasChanged = false;
  let wake = (): void => undefined;

  const change = (): void => {
    hasChanged = true;
    wake();
  };
  const fail = (cause: unknown): void => {
    failure ??= { cause };
    controller.abort();
    change();
  };
  const cancel = (): void => fail(AppError.from(signal.reason));
  if (signal.aborted) cancel();
  else signal.addEventListener("abort", cancel, { once: true });

  return {
    start(task) {
      task(controller.signal).then(change, fail);
    },
    async changed() {
      if (!hasChanged) await new Promise<void>((resolve) => (wake = resolve));
      hasChanged = false;
      if (failure !== null) throw failure.cause;
    },
    end() {
      signal.removeEventListener("abort", cancel);
      controller.abort();
    },
  };
}
