import type { Clock } from "./ports";

/** Calls something later, once. */
export type Alarm = {
  /** In `ms` milliseconds, instead of whatever was set before. */
  readonly set: (ms: number, act: () => void) => void;
  /** Forgets what was set, so that no timer keeps the program alive. */
  readonly clear: () => void;
  readonly isSet: () => boolean;
};

export function createAlarm(clock: Clock): Alarm {
  let current: AbortController | null = null;

  function clear(): void {
    current?.abort();
    current = null;
  }

  return {
    clear,
    isSet: () => current !== null,
    set(ms, act) {
      clear();
      const mine = new AbortController();
      current = mine;
      const ring = (): void => {
        if (current === mine) current = null;
        act();
      };
      // A sleep rejects only when it is cleared.
      clock.sleep(ms, mine.signal).then(ring, () => undefined);
    },
  };
}
