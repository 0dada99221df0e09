import { setTimeout as startTimer } from "node:timers/promises";
import { sleepInParts } from "../../base/sleep-in-parts";
import type { Clock } from "../ports";

/** The machine's clock. */
export const nodeClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleepInParts(ms, (part) => wait(part, signal)),
};

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  try {
    await startTimer(ms, undefined, { signal });
  } catch (failure) {
    signal.throwIfAborted();
    throw failure;
  }
}
