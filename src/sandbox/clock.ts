/** What the server needs from time: latency sleeps on it, the rate limit and new objects read it. Milliseconds. */
export type SandboxClock = {
  now(): number;
  sleep(ms: number): Promise<void>;
};

/** The machine's own time. */
export const systemClock: SandboxClock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
