import { createStore, type Store } from "../base/store";
import type { RunExclusively } from "../platform/ports";

/** Says whether this runtime has the turn. */
export type Elected = Pick<Store<boolean>, "get" | "subscribe">;

/**
 * Takes part in the election of the one runtime, among those that share the lock, that does something: the turn is held until the
 * signal fires or the page ends, then the next one has it.
 */
export function electRunner(runExclusively: RunExclusively, name: string, signal: AbortSignal): Elected {
  const elected = createStore(false);
  const hold = async () => {
    elected.set(true);
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    elected.set(false);
  };
  // Whoever leaves while waiting has simply not been elected.
  void Promise.allSettled([runExclusively(name, hold, signal)]);
  return elected;
}
