import type { SandboxClock } from "../../src/sandbox/clock";

/** A clock that stands still until it is told, and notes what was slept. */
export type HandClock = SandboxClock & { readonly slept: readonly number[]; advance(ms: number): void };

/** Makes a {@link HandClock}; who sleeps wakes at once. */
export function handClock(): HandClock {
  const slept: number[] = [];
  let now = 1_000;
  return {
    slept,
    advance: (ms) => void (now += ms),
    now: () => now,
    sleep: (ms) => {
      slept.push(ms);
      return Promise.resolve();
    },
  };
}
