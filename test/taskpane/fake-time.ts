import { fixedNow } from "./fixed-now";

/** Time that passes when a test lets it, and those who watch it. */
export type FakeTime = {
  readonly now: () => number;
  readonly onTick: (listener: () => void) => () => void;
  /** Lets milliseconds pass. */
  readonly pass: (ms: number) => void;
  readonly watchers: ReadonlySet<() => void>;
};

/** Makes a {@link FakeTime} that begins at {@link fixedNow}. */
export function createFakeTime(): FakeTime {
  const watchers = new Set<() => void>();
  let at = fixedNow;
  return {
    now: () => at,
    onTick(listener) {
      watchers.add(listener);
      return () => void watchers.delete(listener);
    },
    pass(ms) {
      at += ms;
      for (const listener of watchers) listener();
    },
    watchers,
  };
}
