import type { ReadContext } from "../../../table/row-source";

/** Reads that were asked for and wait to be sent, because the pace or the number of requests at once holds them up. */
export type Unsent = {
  readonly count: () => number;
  /** Runs a read, which waits until the first request for it is sent, or until it ends without. */
  readonly track: <T>(read: (context: ReadContext) => Promise<T>, context: ReadContext) => Promise<T>;
};

/** Makes {@link Unsent}. `onSent` is called each time that one of them was sent. */
export function createUnsent(onSent: () => void): Unsent {
  let count = 0;
  return {
    count: () => count,
    async track(read, context) {
      let waits = true;
      count++;
      const leave = (): void => {
        if (waits) count--;
        waits = false;
      };
      const onRequest = (): void => {
        const isFirst = waits;
        leave();
        context.onRequest();
        if (isFirst) onSent();
      };
      try {
        return await read({ ...context, onRequest });
      } finally {
        leave();
      }
    },
  };
}
