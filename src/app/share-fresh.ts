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

/** Somebody who waits for an answer. */
export type Waiting<P> = {
  readonly signal: AbortSignal;
  /** Hears how the work goes, whoever began it. */
  readonly onProgress?: (progress: P) => void;
};

/** Does the work for all who wait: its signal fires when nobody is left. */
type Start<T, P> = (context: Required<Waiting<P>>) => Promise<T>;

type Job<P> = {
  readonly name: string;
  readonly wish: SharedWish;
  /** The work that it waits for; `null` once it has begun. */
  before: Job<P> | null;
  /** `null`: it still waits. */
  begunAt: number | null;
  /** Nobody waits for it any more; it may take a moment to stop. */
  left: boolean;
  over: boolean;
  ended: Promise<unknown>;
  readonly audience: Set<(progress: P) => void>;
  progress: { readonly last: P } | null;
};

/** Runs `start` for a wish, or joins work in flight that answers it. */
export type SharedFresh<T, P> = (wish: SharedWish, waiting: Waiting<P>, start: Start<T, P>) => Promise<T>;

/**
 * Shares equal work in flight, but never hands out what began too long ago: such a wish waits until the work in flight has
 * ended, whose rows then need only their changes, and everybody who asks meanwhile shares that second run. However many ask,
 * no more than two runs of one way are there, and one at a time: also work that everybody has left is waited for until it has
 * stopped. Cancelling is reference-counted as in {@link createSharing}. `now`: milliseconds.
 */
export function createFreshSharing<T, P>(now: () => number): SharedFresh<T, P> {
  const share = createSharing<T>();
  const latest = new Map<string, Job<P>>();
  let count = 0;

  /** What a new wish joins or waits for. */
  function inFlight(key: string): Job<P> | null {
    let job = latest.get(key) ?? null;
    while (job !== null && job.left && job.begunAt === null) job = job.before;
    return job === null || job.over ? null : job;
  }

  async function run(job: Job<P>, signal: AbortSignal, start: Start<T, P>): Promise<T> {
    if (job.before) await untilAborted(job.before.ended, signal);
    job.before = null;
    job.begunAt = now();
    return start({ signal, onProgress: (progress) => tell(job, progress) });
  }

  function open(job: Job<P>, signal: AbortSignal, start: Start<T, P>): Promise<T> {
    const { key } = job.wish;
    const end = () => {
      job.over = true;
      if (latest.get(key) !== job) return;
      const before = inFlight(key);
      if (before === null) latest.delete(key);
      else latest.set(key, before);
    };
    latest.set(key, job);
    signal.addEventListener("abort", () => (job.left = true), { once: true });
    const running = run(job, signal, start);
    job.ended = running.then(end, end);
    return running;
  }

  return async (wish, { signal, onProgress = () => undefined }, start) => {
    const before = inFlight(wish.key);
    const job = before !== null && answers(before, wish, now()) ? before : newJob<P>(String(++count), wish, before);
    const listener = (progress: P) => onProgress(progress);
    job.audience.add(listener);
    if (job.progress) listener(job.progress.last);
    try {
      return await share(job.name, signal, (inner) => open(job, inner, start));
    } finally {
      job.audience.delete(listener);
    }
  };
}

function newJob<P>(name: string, wish: SharedWish, before: Job<P> | null): Job<P> {
  return { name, wish, before, begunAt: null, left: false, over: false, ended: Promise.resolve(), audience: new Set(), progress: null };
}

function tell<P>(job: Job<P>, progress: P): void {
  job.progress = { last: progress };
  for (const listener of job.audience) listener(progress);
}

function answers<P>({ wish: done, begunAt, left }: Job<P>, wish: SharedWish, now: number): boolean {
  if (left || done.way !== wish.way || done.maxAgeMs > wish.maxAgeMs) return false;
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
