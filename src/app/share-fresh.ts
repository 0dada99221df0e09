import { createSharing } from "../base/share-in-flight";

/** Work that may be shared while it is in flight. */
export type SharedWish = {
  /** Work of one key has one answer, but for its age. */
  readonly key: string;
  /** How the work is done where that differs: work of another way is not joined. */
  readonly way: string;
  /** Work that began longer ago is too old to be joined, milliseconds; 0: what is read must be read from now on. */
  readonly maxAgeMs: number;
};

type Job = {
  readonly name: string;
  readonly wish: SharedWish;
  /** The end of the work that it waits for. */
  readonly after: Promise<unknown> | null;
  /** `null`: it still waits. */
  begunAt: number | null;
  ended: Promise<unknown>;
};

/** Runs `start` for a wish, or joins work in flight that answers it. */
export type SharedFresh<T> = (wish: SharedWish, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * Shares equal work in flight, but never hands out what began too long ago: such a wish waits until the work in flight has
 * ended, whose rows then need only their changes, and everybody who asks meanwhile shares that second run. However many ask,
 * no more than two runs are there. Cancelling is reference-counted as in {@link createSharing}. `now`: milliseconds.
 */
export function createFreshSharing<T>(now: () => number): SharedFresh<T> {
  const share = createSharing<T>();
  const latest = new Map<string, Job>();
  let count = 0;

  const follow = (wish: SharedWish, before: Job | undefined): Job => {
    const after = before?.ended ?? null;
    return { name: String(++count), wish, after, begunAt: null, ended: Promise.resolve() };
  };

  async function run(job: Job, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (job.after) await untilAborted(job.after, signal);
    job.begunAt = now();
    return start(signal);
  }

  function open(job: Job, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const forget = () => {
      if (latest.get(job.wish.key) === job) latest.delete(job.wish.key);
    };
    latest.set(job.wish.key, job);
    signal.addEventListener("abort", forget, { once: true });
    const running = run(job, signal, start);
    job.ended = running.then(forget, forget);
    return running;
  }

  return (wish, signal, start) => {
    const before = latest.get(wish.key);
    const job = before && answers(before, wish, now()) ? before : follow(wish, before);
    return share(job.name, signal, (inner) => open(job, inner, start));
  };
}

function answers({ wish: done, begunAt }: Job, wish: SharedWish, now: number): boolean {
  if (done.way !== wish.way || done.maxAgeMs > wish.maxAgeMs) return false;
  return begunAt === null || now - begunAt <= wish.maxAgeMs;
}

/** Waits for something to end, or rejects with the signal's reason. */
function untilAborted(ended: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    signal.addEventListener("abort", leave, { once: true });
    void ended.then(resolve).finally(() => signal.removeEventListener("abort", leave));
  });
}
