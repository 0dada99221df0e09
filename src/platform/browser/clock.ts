import { sleepInParts } from "../../base/sleep-in-parts";
import type { Clock } from "../ports";

/** The browser's clock. */
export const browserClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleepInParts(ms, (part) => wait(part, signal)),
};

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const wake = () => {
      signal.removeEventListener("abort", leave);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    const leave = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    signal.addEventListener("abort", leave, { once: true });
  });
}
