import type { PartialReason } from "../../table/query-result";
import type { NumberRange, ReadContext } from "../../table/row-source";
import { createReasons } from "./reasons";

type Estimate = { readonly table: string; readonly requests: NumberRange };

/** Readers of one load, who come and go, and what they are told of its progress. */
export interface Audience {
  /** Tells every reader; of requests only the one who has been there longest, so that each counts once. */
  readonly tell: Required<Pick<ReadContext, "onRequest" | "onRows" | "onPartial" | "onEstimate">>;
  /** Tells a new reader what the others know already, except for requests. */
  join(reader: ReadContext): void;
  leave(reader: ReadContext): void;
  readonly size: number;
  /** Requests in all. */
  readonly requests: number;
  /** Requests that a reader was told of. */
  requestsOf(reader: ReadContext): number;
  readonly reasons: readonly PartialReason[];
}

export function createAudience(): Audience {
  /** With the requests that each was told of, in the order in which they came. */
  const readers = new Map<ReadContext, number>();
  const reasons = createReasons();
  let requests = 0;
  let rows = 0;
  let estimate: Estimate | null = null;

  return {
    get reasons() {
      return reasons.all();
    },
    get size() {
      return readers.size;
    },
    get requests() {
      return requests;
    },
    requestsOf: (reader) => readers.get(reader) ?? 0,
    join(reader) {
      readers.set(reader, 0);
      if (rows > 0) reader.onRows?.(rows);
      for (const reason of reasons.all()) reader.onPartial?.(reason);
      if (estimate !== null) reader.onEstimate?.(estimate);
    },
    leave: (reader) => void readers.delete(reader),
    tell: {
      onRequest() {
        requests++;
        const [longest] = readers;
        if (longest === undefined) return;
        const [reader, before] = longest;
        readers.set(reader, before + 1);
        reader.onRequest();
      },
      onRows(count) {
        rows += count;
        for (const reader of readers.keys()) reader.onRows?.(count);
      },
      onPartial(reason) {
        if (!reasons.add(reason)) return;
        for (const reader of readers.keys()) reader.onPartial?.(reason);
      },
      onEstimate(newer) {
        estimate = newer;
        for (const reader of readers.keys()) reader.onEstimate?.(newer);
      },
    },
  };
}
