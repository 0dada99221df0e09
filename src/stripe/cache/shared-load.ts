import { AppError } from "../../base/app-error";
import type { TableLoad } from "../../table/query-result";
import type { ReadContext } from "../../table/row-source";
import { type Audience, createAudience } from "./audience";
import { type Bell, createBell } from "./bell";
import type { KeptRows } from "./kept-rows";

/** Rows that are there. `order`: their numbers as they are served; it may grow. */
export type Arrived = { readonly rows: KeptRows; readonly order: readonly number[] | Uint32Array };

/** How a load went. */
export type Loaded = Pick<TableLoad, "kind" | "asOf" | "why">;

/** What the one who loads is given. */
export type Loading = {
  /** Tells all readers; its signal aborts when nobody reads any more. */
  readonly context: ReadContext;
  readonly audience: Pick<Audience, "requests" | "reasons">;
  /** Rows are there, or more of them than before. */
  readonly arrive: (arrived: Arrived) => void;
};

/** Some of the rows, by their numbers. */
export type Arrival = {
  readonly rows: KeptRows;
  readonly numbers: Uint32Array;
  /** Requests so far that count for this reader: each counts for the one who had been there longest. */
  readonly requests: number;
};

/** A load with any number of readers, who come and go. */
export interface SharedLoad {
  /** Milliseconds since 1970 UTC. */
  readonly began: number;
  /** False once it has ended, or when nobody waits for it any more. */
  readonly underWay: boolean;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
  /**
   * Takes part from the first row on, whenever it is called. The one who stops leaves; when the last one leaves, the load is
   * cancelled. Returns how it went.
   */
  read(context: ReadContext, pageRows: number): AsyncGenerator<Arrival, Loaded & Pick<Arrival, "requests">>;
}

type Progress = {
  arrived: Arrived | null;
  ended: { readonly loaded: Loaded } | { readonly failure: unknown } | null;
  /** Rings when there is more, or when a reader leaves. */
  readonly bell: Bell;
};

/** Starts a load; nothing is awaited here. The one who starts it must read it. */
export function startLoad(began: number, load: (loading: Loading) => Promise<Loaded>): SharedLoad {
  const controller = new AbortController();
  const audience = createAudience();
  const progress: Progress = { arrived: null, ended: null, bell: createBell() };

  const end = (outcome: Progress["ended"]): void => {
    progress.ended = outcome;
    progress.bell.ring();
    // What is still under way beside a listing that failed is of no use to anybody.
    controller.abort();
  };
  const arrive = (newer: Arrived): void => {
    progress.arrived = newer;
    progress.bell.ring();
  };
  // Not at once, so that the first reader is told of everything.
  const ended = Promise.resolve({ audience, arrive, context: { ...audience.tell, signal: controller.signal } })
    .then(load)
    .then(
      (loaded) => end({ loaded }),
      (failure: unknown) => end({ failure }),
    );

  return {
    began,
    ended,
    get underWay() {
      return progress.ended === null && !controller.signal.aborted;
    },
    async *read(context, pageRows) {
      const reader = { ...context };
      const requests = (): number => audience.requestsOf(reader);
      const leave = (): void => {
        audience.leave(reader);
        if (audience.size === 0 && progress.ended === null) controller.abort();
        progress.bell.ring();
      };
      audience.join(reader);
      context.signal.addEventListener("abort", leave);
      try {
        for await (const { rows, numbers } of follow(progress, context.signal, pageRows)) yield { rows, numbers, requests: requests() };
        return { ...howItWent(progress), requests: requests() };
      } finally {
        context.signal.removeEventListener("abort", leave);
        leave();
      }
    },
  };
}

/** What arrives, until the load has ended. */
async function* follow(progress: Progress, signal: AbortSignal, pageRows: number): AsyncGenerator<Omit<Arrival, "requests">> {
  for (let at = 0; ; ) {
    if (signal.aborted) throw new AppError("CANCELLED", "Cancelled.", { cause: signal.reason });
    const { arrived, ended, bell } = progress;
    if (ended !== null && "failure" in ended) throw ended.failure;
    const numbers = arrived === null ? new Uint32Array(0) : Uint32Array.from(arrived.order.slice(at, at + pageRows));
    at += numbers.length;
    if (arrived !== null && numbers.length > 0) yield { rows: arrived.rows, numbers };
    else if (ended === null) await bell.next();
    else return;
  }
}

function howItWent({ ended }: Progress): Loaded {
  if (ended === null || "failure" in ended) throw new Error("only a load that has ended well is told about");
  return ended.loaded;
}
