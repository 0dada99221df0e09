import { AppError } from "./app-error";

type Job<T> = { readonly promise: Promise<T>; readonly controller: AbortController; waiting: number };

/** Runs `start` for a key, or joins the run of that key that is under way. */
export type Shared<T> = (key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * Shares equal work while it is in flight: two hundred cells with the same formula make one request.
 * A caller that leaves does not cancel the others; the last one to leave does. Excel does not promise whether
 * "cancelled" or "called again" comes first, and neither matters here.
 */
export function createSharing<T>(): Shared<T> {
  const jobs = new Map<string, Job<T>>();

  function open(key: string, start: (signal: AbortSignal) => Promise<T>): Job<T> {
    const controller = new AbortController();
    const job: Job<T> = { promise: start(controller.signal), controller, waiting: 0 };
    const forget = () => {
      if (jobs.get(key) === job) jobs.delete(key);
    };
    job.promise.then(forget, forget);
    jobs.set(key, job);
    return job;
  }

  return (key, signal, start) =>
    new Promise<T>((resolve, reject) => {
      if (signal.aborted) throw cancelled(signal);
      const job = jobs.get(key) ?? open(key, start);
      job.waiting++;
      const leave = () => {
        reject(cancelled(signal));
        if (--job.waiting > 0) return;
        if (jobs.get(key) === job) jobs.delete(key);
        job.controller.abort(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      const stay = () => signal.removeEventListener("abort", leave);
      job.promise.then(stay, stay);
      job.promise.then(resolve, reject);
    });
}

const cancelled = (signal: AbortSignal) => new AppError("CANCELLED", "Cancelled.", { cause: signal.reason });
