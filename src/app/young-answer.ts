import { createSharing } from "../base/share-in-flight";

/** The last answer while it is younger than `maxAgeMs`, else a new one. Who asks meanwhile gets the same. */
export type YoungAnswer<T> = (maxAgeMs: number, signal: AbortSignal) => Promise<T>;

/** Makes a {@link YoungAnswer} of something that many ask for and that changes seldom; a failure is no answer. `now`: milliseconds. */
export function createYoungAnswer<T>(ask: (signal: AbortSignal) => Promise<T>, now: () => number): YoungAnswer<T> {
  const share = createSharing<T>();
  let last: { readonly value: T; readonly at: number } | null = null;

  async function askNow(signal: AbortSignal): Promise<T> {
    const at = now();
    const value = await ask(signal);
    last = { value, at };
    return value;
  }

  return async (maxAgeMs, signal) => (last !== null && now() - last.at < maxAgeMs ? last.value : share("answer", signal, askNow));
}
