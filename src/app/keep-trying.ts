import type { Clock } from "../platform/ports";

/** Milliseconds before the second attempt; each further wait is twice as long. */
const firstWait = 2_000;
const longestWait = 5 * 60_000;

/** Attempts something until it works, later and later. @throws what the signal says, and nothing else. */
export async function keepTrying<T>(attempt: () => Promise<T>, clock: Clock, signal: AbortSignal): Promise<T> {
  for (let wait = firstWait; ; wait = Math.min(2 * wait, longestWait)) {
    signal.throwIfAborted();
    const [outcome] = await Promise.allSettled([attempt()]);
    if (outcome.status === "fulfilled") return outcome.value;
    await clock.sleep(wait, signal);
  }
}
