/** Runs work, at most so much at once; the rest waits in order and leaves the line when it is aborted. */
export type ConcurrencyGate = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** Makes a {@link ConcurrencyGate} that lets `limit` through. */
export function createConcurrencyGate(limit: number): ConcurrencyGate {
  let running = 0;
  const waiting = new Set<() => void>();

  function enter(signal: AbortSignal): Promise<void> {
    if (running < limit) {
      running++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        waiting.delete(admit);
        reject(signal.reason as Error);
      };
      const admit = (): void => {
        waiting.delete(admit);
        signal.removeEventListener("abort", leave);
        resolve();
      };
      signal.addEventListener("abort", leave, { once: true });
      waiting.add(admit);
    });
  }

  /** Hands the place to the next in line, or frees it. */
  function exit(): void {
    const [next] = waiting;
    if (next) next();
    else running--;
  }

  return async (work, signal) => {
    signal.throwIfAborted();
    await enter(signal);
    try {
      return await work();
    } finally {
      exit();
    }
  };
}
