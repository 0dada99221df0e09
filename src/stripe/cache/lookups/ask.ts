import { AppError } from "../../../base/app-error";
import type { ReadContext } from "../../../table/row-source";
import type { PartialReason, TableLoad } from "../../../table/query-result";
import type { Row } from "../../../table/table";
import type { ColumnPlan } from "../../declare-columns";

/** What became of an ask. */
export type Answer = {
  readonly kind: TableLoad["kind"];
  /** Milliseconds since 1970 UTC. */
  readonly asOf: number;
  /** The row with these columns; `null`: there is none. */
  readonly read: (columns: readonly ColumnPlan[]) => Row | null;
  /** What may be missing: of the row, or the row itself. */
  readonly reasons: readonly PartialReason[];
};

/** An answer, with the requests that count for the one who gets it. */
export type Answered = Answer & { readonly requests: number };

type Waiter = {
  readonly context: ReadContext;
  readonly resolve: (answered: Answered) => void;
  readonly reject: (failure: unknown) => void;
  readonly leave: () => void;
  requests: number;
};

/** One key that somebody waits for; several may wait for the same. */
export interface Ask {
  readonly key: string;
  /** The answer must be of this moment or later, milliseconds since 1970 UTC. */
  readonly notBefore: number;
  /** Aborts when nobody waits any more. */
  readonly signal: AbortSignal;
  wait(context: ReadContext, notBefore: number): Promise<Answered>;
  /** Counts a request for the one who has waited longest. */
  charge(): void;
  answer(answer: Answer): void;
  fail(failure: unknown): void;
}

/** Makes an {@link Ask}. */
export function createAsk(key: string): Ask {
  const controller = new AbortController();
  const waiters = new Set<Waiter>();
  let strictest = 0;

  /** Takes the waiters away, so that each of them is told once. */
  function takeWaiters(): readonly Waiter[] {
    const all = [...waiters];
    waiters.clear();
    for (const { context, leave } of all) context.signal.removeEventListener("abort", leave);
    return all;
  }

  return {
    key,
    signal: controller.signal,
    get notBefore() {
      return strictest;
    },
    wait(context, notBefore) {
      strictest = Math.max(strictest, notBefore);
      const { signal } = context;
      return new Promise<Answered>((resolve, reject) => {
        const leave = (): void => {
          waiters.delete(waiter);
          reject(new AppError("CANCELLED", "Cancelled.", { cause: signal.reason }));
          if (waiters.size === 0) controller.abort();
        };
        const waiter: Waiter = { context, resolve, reject, leave, requests: 0 };
        waiters.add(waiter);
        if (signal.aborted) leave();
        else signal.addEventListener("abort", leave, { once: true });
      });
    },
    charge() {
      const [longest] = waiters;
      if (longest === undefined) return;
      longest.requests++;
      longest.context.onRequest();
    },
    answer(answer) {
      for (const { resolve, requests } of takeWaiters()) resolve({ ...answer, requests });
    },
    fail(failure) {
      for (const { reject } of takeWaiters()) reject(failure);
    },
  };
}
