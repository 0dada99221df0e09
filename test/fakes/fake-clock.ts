import type { Clock } from "../../src/platform/ports";

type Sleeper = { readonly until: number; readonly wake: () => void };

/** A clock that moves only when a test says so. */
export type FakeClock = Clock & {
  /** Moves time on and wakes, in order, everything that sleeps until then. Lets the woken code run in between. */
  advance(ms: number): Promise<void>;
  /** Moves straight to the next sleeper's time; resolves to the milliseconds moved, or `null` when nothing sleeps. */
  advanceToNext(): Promise<number | null>;
  /** Milliseconds that each sleep was asked for, in order. */
  readonly sleeps: readonly number[];
};

/** Makes a {@link FakeClock} that stands at `start`. */
export function createFakeClock(start = Date.UTC(2026, 0, 1)): FakeClock {
  let now = start;
  const sleeps: number[] = [];
  const sleepers = new Set<Sleeper>();

  const earliest = (): Sleeper | undefined => [...sleepers].sort((a, b) => a.until - b.until)[0];

  async function moveTo(time: number): Promise<void> {
    await settle();
    for (let next = earliest(); next !== undefined && next.until <= time; next = earliest()) {
      now = Math.max(now, next.until);
      sleepers.delete(next);
      next.wake();
      await settle();
    }
    now = Math.max(now, time);
  }

  return {
    sleeps,
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        sleeps.push(ms);
        const leave = (): void => {
          sleepers.delete(sleeper);
          reject(signal.reason as Error);
        };
        const wake = (): void => {
          signal.removeEventListener("abort", leave);
          resolve();
        };
        const sleeper: Sleeper = { until: now + ms, wake };
        sleepers.add(sleeper);
        signal.addEventListener("abort", leave, { once: true });
      }),
    advance: (ms) => moveTo(now + ms),
    async advanceToNext() {
      await settle();
      const next = earliest();
      if (next === undefined) return null;
      const moved = next.until - now;
      await moveTo(next.until);
      return moved;
    },
  };
}

/** Lets code that is ready to run finish its current steps: two turns of the event loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}
