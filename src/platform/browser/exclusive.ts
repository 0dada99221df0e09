import type { RunExclusively } from "../ports";

/** The part of `navigator.locks` that is used. */
export type BrowserLocks = Pick<LockManager, "request">;

/**
 * Runs tasks of one name one after the other among all tabs, by the browser's locks. Where the browser denies or lacks
 * them (a frame whose storage is blocked) tasks of this page at least wait for one another: then no other page can share
 * the device's store either, because that is denied with the locks.
 * @see https://www.w3.org/TR/web-locks/
 */
export function createRunExclusively(locks: BrowserLocks | undefined = navigator.locks): RunExclusively {
  const inPage = createPageQueue();
  let usable: BrowserLocks | undefined = locks;
  return async (name, task, signal) => {
    signal.throwIfAborted();
    if (!usable) return inPage(name, task, signal);
    let entered = false;
    const enter = () => {
      entered = true;
      return task();
    };
    try {
      return await usable.request(`xlstripe:${name}`, { signal }, enter);
    } catch (failure) {
      if (entered) throw failure;
      signal.throwIfAborted();
      usable = undefined;
      return inPage(name, task, signal);
    }
  };
}

/** Tasks of this page alone. A caller that leaves while it waits is passed over. */
function createPageQueue(): RunExclusively {
  const last = new Map<string, Promise<unknown>>();
  return (name, task, signal) => {
    const before = last.get(name) ?? Promise.resolve();
    const turn = before.then(() => {
      signal.throwIfAborted();
      return task();
    });
    const ended = turn.then(
      () => undefined,
      () => undefined,
    );
    last.set(name, ended);
    void ended.then(() => {
      if (last.get(name) === ended) last.delete(name);
    });
    return turn;
  };
}
