import { createStore, type Store } from "../base/store";
import type { Clock, RunExclusively } from "../platform/ports";
import { keepTrying } from "./keep-trying";

/** Says whether this runtime has the turn. */
export type Elected = Pick<Store<boolean>, "get" | "subscribe">;

export type ElectRunnerNeed = {
  readonly clock: Clock;
  readonly runExclusively: RunExclusively;
  /** Name of the lock that those share of whom one is elected; it may change. */
  readonly name: (signal: AbortSignal) => Promise<string>;
  /** Milliseconds between looks at the name. */
  readonly lookEvery: number;
};

/**
 * Takes part in the election of the one runtime, among those that share the lock, that does something: the turn is held until the
 * signal fires, the page ends or the lock has another name, then the next one has it.
 */
export function electRunner({ clock, runExclusively, name, lookEvery }: ElectRunnerNeed, signal: AbortSignal): Elected {
  const elected = createStore(false);

  async function hold(until: AbortSignal): Promise<void> {
    if (until.aborted) return;
    elected.set(true);
    await new Promise<void>((resolve) => until.addEventListener("abort", () => resolve(), { once: true }));
    elected.set(false);
  }

  const nameNow = () => keepTrying(() => name(signal), clock, signal);

  async function nameAfter(before: string): Promise<string> {
    let found = before;
    while (found === before) {
      await clock.sleep(lookEvery, signal);
      found = await nameNow();
    }
    return found;
  }

  async function takePart(): Promise<void> {
    let shared = await nameNow();
    while (!signal.aborted) {
      const round = new AbortController();
      const until = AbortSignal.any([signal, round.signal]);
      const turn = Promise.allSettled([runExclusively(shared, () => hold(until), until)]);
      shared = await nameAfter(shared);
      round.abort();
      await turn;
    }
  }

  // Whoever leaves while waiting has simply not been elected.
  void Promise.allSettled([takePart()]);
  return elected;
}
