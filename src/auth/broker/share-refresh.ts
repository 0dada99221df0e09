export type ShareRefresh<T> = {
  /** Joins the work of one name that is under way, or starts it. */
  readonly join: (name: string, start: () => Promise<T>, signal: AbortSignal) => Promise<T>;
  /** Resolves when no work is under way, whoever still waits for it. */
  readonly idle: () => Promise<void>;
};

/**
 * Runs the work of one name once for everybody in this program. It is never cancelled, because Stripe's answer would be
 * lost: a caller that leaves only stops waiting.
 */
export function createShareRefresh<T>(): ShareRefresh<T> {
  const running = new Map<string, Promise<T>>();

  function begin(name: string, start: () => Promise<T>): Promise<T> {
    const work = start().finally(() => running.delete(name));
    running.set(name, work);
    return work;
  }

  return {
    join(name, start, signal) {
      signal.throwIfAborted();
      return untilAborted(running.get(name) ?? begin(name, start), signal);
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running.values());
    },
  };
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    const stay = (): void => signal.removeEventListener("abort", leave);
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(stay);
  });
}
