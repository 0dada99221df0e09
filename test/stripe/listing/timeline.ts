import type { Clock } from "../../../src/platform/ports";

type Sleeper = { readonly at: number; readonly number: number; readonly wake: () => void };

/** Time that jumps from one event to the next as soon as everything waits. */
export type Timeline = {
  readonly clock: Clock;
  /** Runs until the work is done. Fails when the work waits for something that no event brings. */
  run<T>(work: Promise<T>): Promise<T>;
};

/** Makes a {@link Timeline} that begins at `start`, milliseconds since 1970 UTC. */
export function createTimeline(start = Date.UTC(2026, 0, 1)): Timeline {
  let now = start;
  let count = 0;
  const sleepers = new Set<Sleeper>();

  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const leave = (): void => {
          sleepers.delete(sleeper);
          reject(signal.reason as Error);
        };
        const wake = (): void => {
          signal.removeEventListener("abort", leave);
          resolve();
        };
        const sleeper: Sleeper = { at: now + ms, number: count++, wake };
        sleepers.add(sleeper);
        signal.addEventListener("abort", leave, { once: true });
      }),
  };

  function first(): Sleeper | undefined {
    let found: Sleeper | undefined;
    for (const one of sleepers) {
      if (found === undefined || one.at < found.at || (one.at === found.at && one.number < found.number)) found = one;
    }
    return found;
  }

  return {
    clock,
    async run(work) {
      let isDone = false;
      const end = (): void => void (isDone = true);
      work.then(end, end);
      for (let idle = 0; !isDone; ) {
        await new Promise((resolve) => setImmediate(resolve));
        const next = isDone ? undefined : first();
        idle = next === undefined ? idle + 1 : 0;
        if (idle > 1000) throw new Error("the work waits, and nothing will happen any more");
        if (next === undefined) continue;
        sleepers.delete(next);
        now = Math.max(now, next.at);
        next.wake();
      }
      return work;
    },
  };
}
