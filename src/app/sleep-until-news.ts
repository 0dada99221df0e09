import type { Store } from "../base/store";
import type { Clock } from "../platform/ports";

export type Sleep = { readonly clock: Clock; readonly news: readonly Pick<Store<unknown>, "subscribe">[]; readonly ms: number };

/** Sleeps, but wakes when one of the stores changes or the signal fires. */
export async function sleepUntilNews({ clock, news, ms }: Sleep, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const woken = new AbortController();
  const wake = () => woken.abort();
  const leaves = news.map((one) => one.subscribe(wake));
  signal.addEventListener("abort", wake, { once: true });
  try {
    await clock.sleep(ms, woken.signal);
  } catch (failure) {
    if (!woken.signal.aborted) throw failure;
  } finally {
    for (const leave of leaves) leave();
    signal.removeEventListener("abort", wake);
  }
}
