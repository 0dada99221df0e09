import { AppError } from "../base/app-error";
import type { Clock } from "../platform/ports";

/** Runs a task that stops when its signal is aborted, for as long as it may take. */
export type WithinTime = <T>(task: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;

/**
 * Gives up tasks after `seconds`; `null`: never.
 * @throws AppError `STRIPE_UNAVAILABLE` when the time is over.
 */
export function limitTime(seconds: number | null, clock: Clock): WithinTime {
  if (seconds === null) return (task, signal) => task(signal);
  return async (task, outer) => {
    const stop = new AbortController();
    const passOn = (): void => stop.abort(outer.reason);
    if (outer.aborted) passOn();
    outer.addEventListener("abort", passOn);
    const timer = new AbortController();
    const late = tooLate(seconds);
    const over = clock.sleep(seconds * 1000, timer.signal).then(
      () => stop.abort(late),
      () => undefined,
    );
    try {
      return await task(stop.signal);
    } catch (failure) {
      throw stop.signal.reason === late ? late : failure;
    } finally {
      outer.removeEventListener("abort", passOn);
      timer.abort();
      await over;
    }
  };
}

const tooLate = (seconds: number) =>
  new AppError("STRIPE_UNAVAILABLE", `It was not finished within ${seconds} seconds, the time limit of the connection.`, {
    hint: "Ask for fewer rows, or raise or remove Timeout.",
  });
