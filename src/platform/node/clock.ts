import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../ports";

/** The machine's clock. */
export const nodeClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    signal.throwIfAborted();
    try {
      await wait(ms, undefined, { signal });
    } catch (failure) {
      signal.throwIfAborted();
      throw failure;
    }
  },
};
