/** What the server needs from time: latency sleeps on it, the rate limit and the times of new objects read it. Milliseconds. */
export type SandboxClock = {
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};

/** Time that stands still: enough for a company that is only read, or changed within one moment. */
export const stillClock: SandboxClock = {
  now: () => 0,
  sleep: () => Promise.reject(new Error("latency needs a clock that runs")),
};
