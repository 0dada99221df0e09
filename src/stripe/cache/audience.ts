import type { PartialReason } from "../../table/query-result";
import type { NumberRange, ReadContext } from "../../table/row-source";

type Estimate = { readonly table: string; readonly requests: NumberRange };

/** Readers of one load, who come and go, and what they are told of its progress. */
export interface Audience {
  /** Tells every reader. */
  readonly tell: Required<Pick<ReadContext, "onRequest" | "onRows" | "onPartial" | "onEstimate">>;
  /** Tells a new reader what the others know already, except for requests: they count for those who were there. */
  join(reader: ReadContext): void;
  leave(reader: ReadContext): void;
  readonly size: number;
  readonly requests: number;
  readonly reasons: readonly PartialReason[];
}

export function createAudience(): Audience {
  const readers = new Set<ReadContext>();
  const reasons: PartialReason[] = [];
  let requests = 0;
  let rows = 0;
  let estimate: Estimate | null = null;

  return {
    reasons,
    get size() {
      return readers.size;
    },
    get requests() {
      return requests;
    },
    join(reader) {
      readers.add(reader);
      if (rows > 0) reader.onRows?.(rows);
      for (const reason of reasons) reader.onPartial?.(reason);
      if (estimate !== null) reader.onEstimate?.(estimate);
    },
    leave: (reader) => void readers.delete(reader),
    tell: {
      onRequest() {
        requests++;
        for (const reader of readers) reader.onRequest();
      },
      onRows(count) {
        rows += count;
        for (const reader of readers) reader.onRows?.(count);
      },
      onPartial(reason) {
        reasons.push(reason);
        for (const reader of readers) reader.onPartial?.(reason);
      },
      onEstimate(newer) {
        estimate = newer;
        for (const reader of readers) reader.onEstimate?.(newer);
      },
    },
  };
}
