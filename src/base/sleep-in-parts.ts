/** The longest time that a timer takes, in milliseconds; for more it rings at once (https://developer.mozilla.org/en-US/docs/Web/API/Window/setTimeout#maximum_delay_value). */
const longestTimer = 2 ** 31 - 1;

/** Sleeps for any time, in milliseconds, by timers that are not too long. Rejects as `sleep` does. */
export async function sleepInParts(ms: number, sleep: (ms: number) => Promise<void>): Promise<void> {
  let left = ms;
  for (; left > longestTimer; left -= longestTimer) await sleep(longestTimer);
  await sleep(left);
}
