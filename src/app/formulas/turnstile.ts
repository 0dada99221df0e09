/** Begins a task when it is its turn, unless the signal fired before. */
export type Turnstile = <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** Runs at most so many tasks at once; the others wait in the order of their calls. One that is aborted while it waits never begins. */
export function createTurnstile(most: number): Turnstile {
  const waiting = new Set<() => void>();
  let running = 0;

  function leave(): void {
    running--;
    const [next] = waiting;
    next?.();
  }

  function enter(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        stopWaiting();
        running++;
        resolve();
      };
      const giveUp = () => {
        stopWaiting();
        reject(signal.reason as Error);
      };
      const stopWaiting = () => {
        waiting.delete(begin);
        signal.removeEventListener("abort", giveUp);
      };
      if (signal.aborted) return giveUp();
      if (running < most) return begin();
      waiting.add(begin);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  return async (task, signal) => {
    await enter(signal);
    try {
      // The signal may fire between the turn and this line.
      signal.throwIfAborted();
      return await task();
    } finally {
      leave();
    }
  };
}
