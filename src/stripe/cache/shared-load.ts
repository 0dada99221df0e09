import { AppError } from "../../base/app-error";
import type { TableLoad } from "../../table/query-result";
import type { ReadContext } from "../../table/row-source";
import { type Audience, createAudience } from "./audience";
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
  readonly numbers: readonly number[];
  /** Requests so far that count for this reader: those of a load that somebody else began do not. */
  readonly requests: number;
};

/** A load with any number of readers, who come and go. */
export interface SharedLoad {
  /** Milliseconds since 1970 UTC. */
  readonly began: number;
  /** False once it has ended, or when nobody waits for it any more. */
  readonly underWay: boolean;
  /**
   * Takes part from the first row on, whenever it is called. The one who stops leaves; when the last one leaves, the load is
   * cancelled. Returns how it went.
   */
  read(context: ReadContext, pageRows: number): AsyncGenerator<Arrival, Loaded & Pick<Arrival, "requests">>;
}

/** Starts a load; nothing is awaited here. The one who starts it must read it. */
export function startLoad(began: number, load: (loading: Loading) => Promise<Loaded>): SharedLoad {
  const controller = new AbortController();
  const audience = createAudience();
  const bell = createBell();
  let arrived: Arrived | null = null;
  let ended: { readonly loaded: Loaded } | { readonly failure: unknown } | null = null;
  let joined = 0;

  const end = (outcome: NonNullable<typeof ended>): void => {
    ended = outcome;
    bell.ring();
  };
  const loading: Loading = {
    audience,
    context: { ...audience.tell, signal: controller.signal },
    arrive(newer) {
      arrived = newer;
      bell.ring();
    },
  };
  // Not at once, so that the first reader is told of everything.
  Promise.resolve()
    .then(() => load(loading))
    .then(
      (loaded) => end({ loaded }),
      (failure: unknown) => end({ failure }),
    );

  async function* follow({ signal }: ReadContext, pageRows: number, requests: () => number): AsyncGenerator<Arrival, Loaded> {
    for (let at = 0; ; ) {
      if (signal.aborted) throw new AppError("CANCELLED", "Cancelled.", { cause: signal.reason });
      if (ended !== null && "failure" in ended) throw ended.failure;
      const numbers = arrived === null ? [] : [...arrived.order.slice(at, at + pageRows)];
      if (arrived !== null && numbers.length > 0) {
        at += numbers.length;
        yield { rows: arrived.rows, numbers, requests: requests() };
      } else if (ended !== null) return ended.loaded;
      else await bell.next();
    }
  }

  return {
    began,
    get underWay() {
      return ended === null && !controller.signal.aborted;
    },
    async *read(context, pageRows) {
      const reader = { ...context };
      const isFirst = joined++ === 0;
      const requests = (): number => (isFirst ? audience.requests : 0);
      const leave = (): void => {
        audience.leave(reader);
        if (audience.size === 0 && ended === null) controller.abort();
        bell.ring();
      };
      audience.join(reader);
      context.signal.addEventListener("abort", leave);
      try {
        const loaded = yield* follow(context, pageRows, requests);
        return { ...loaded, requests: requests() };
      } finally {
        context.signal.removeEventListener("abort", leave);
        leave();
      }
    },
  };
}

/** Wakes all who wait for it. */
function createBell(): { readonly ring: () => void; readonly next: () => Promise<void> } {
  let ring = (): void => undefined;
  let next = renew();
  function renew(): Promise<void> {
    return new Promise((resolve) => {
      ring = resolve;
    });
  }
  return {
    next: () => next,
    ring() {
      ring();
      next = renew();
    },
  };
}
