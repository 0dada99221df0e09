import { AppError } from "../base/app-error";
import type { PartialReason, TableLoad } from "../table/query-result";
import type { EstimateContext, Extent, NumberRange, ReadContext } from "../table/row-source";
import type { QueryContext } from "./engine-api";
import { createExpectedRequests, type FetchTally } from "./expected-requests";
import { mergeLoads } from "./merge-loads";
import { requestLimitExceeded } from "./request-limit";

/** One fetch in the books of its run. */
export type LedgerEntry = {
  /** What the source is called with. */
  readonly context: ReadContext;
  /** Nothing more comes of it. */
  close(): void;
};

/** The books of one run: what it asked for, what came, and what it takes in all. */
export type Ledger = {
  /** Aborted by the caller, by the limit, and at the end of the run. */
  readonly signal: AbortSignal;
  /** Estimates count only for listings that are read to their end. */
  open(extent: Extent): LedgerEntry;
  /** Fetches that wait for their turn need so many requests at least. @throws AppError `REQUEST_LIMIT`. */
  expectAtLeast(waiting: number): void;
  /** How estimates are asked for: by the freshness of the run, and nothing is sent. */
  readonly beforehand: EstimateContext;
  /** Somebody wants to know beforehand what fetches take. */
  readonly looksAhead: boolean;
  /** The error of a run that hit its limit: whatever else fails then, fails because of it. */
  failure(): AppError | null;
  requests(): number;
  reasons(): readonly PartialReason[];
  loads(): readonly TableLoad[];
  /** Ends whatever is still under way. */
  end(): void;
};

/** Opens the books of a run. @throws AppError `BAD_ARGUMENT` for a limit that is not a whole number. */
export function openLedger({ signal, onProgress, freshness, maxRequests }: QueryContext): Ledger {
  const limit = checkedLimit(maxRequests);
  const aged = freshness ? { freshness } : {};
  const controller = new AbortController();
  const expected = createExpectedRequests();
  const found: Findings = { rows: 0, requests: 0, reasons: new Map(), loads: [] };
  let failure: AppError | null = null;
  // Each fetch has a signal of its own: Node warns of many listeners on one.
  const running = new Set<AbortController>();
  const stop = (reason?: unknown): void => {
    controller.abort(reason);
    for (const one of running) one.abort(reason);
  };
  const abort = (): void => stop(signal.reason);
  signal.addEventListener("abort", abort, { once: true });

  function tell(): void {
    const total = expected.total();
    if (failure === null && total.least > limit) {
      failure = requestLimitExceeded(total, limit);
      stop(failure);
    }
    onProgress?.({ rowsRead: found.rows, requests: found.requests, expected: known(total, found.requests) });
  }

  return {
    signal: controller.signal,
    open(extent) {
      const tally = expected.begin();
      const told = noteInto(found, tally, { estimates: extent === "all", tell });
      const own = new AbortController();
      running.add(own);
      if (controller.signal.aborted) own.abort(controller.signal.reason);
      const close = (): void => {
        running.delete(own);
        expected.settle(tally);
      };
      return { context: { signal: own.signal, ...aged, ...told }, close };
    },
    expectAtLeast(waiting) {
      expected.await(waiting);
      if (waiting > 0) tell();
      controller.signal.throwIfAborted();
    },
    beforehand: { ...aged, probe: null },
    looksAhead: limit !== Infinity || onProgress !== undefined,
    failure: () => failure,
    requests: () => found.requests,
    reasons: () => [...found.reasons.values()],
    loads: () => mergeLoads(found.loads),
    end() {
      signal.removeEventListener("abort", abort);
      stop();
    },
  };
}

type Findings = {
  rows: number;
  requests: number;
  readonly reasons: Map<string, PartialReason>;
  readonly loads: TableLoad[];
};

type NoteOptions = { readonly estimates: boolean; readonly tell: () => void };

/** Writes down what the source says of one fetch. */
function noteInto(found: Findings, tally: FetchTally, { estimates, tell }: NoteOptions): Omit<ReadContext, "signal" | "freshness"> {
  return {
    onRequest() {
      found.requests++;
      tally.sent++;
      tell();
    },
    onRows(count) {
      found.rows += count;
      tell();
    },
    onPartial: (reason) => void found.reasons.set(`${reason.code} ${reason.message}`, reason),
    onLoad: (load) => void found.loads.push(load),
    onEstimate({ table, requests }) {
      if (!estimates) return;
      tally.estimates.set(table, requests);
      tell();
    },
  };
}

/** Nothing is known while no more is expected than was sent and there is no end to it. */
function known(total: NumberRange, requests: number): NumberRange | null {
  return total.most === null && total.least <= requests ? null : total;
}

function checkedLimit(maxRequests: number | undefined): number {
  if (maxRequests === undefined) return Infinity;
  if (Number.isSafeInteger(maxRequests) && maxRequests >= 0) return maxRequests;
  throw new AppError("BAD_ARGUMENT", "The limit of requests is not a whole number.", {
    hint: "Give a whole number such as 500.",
  });
}
