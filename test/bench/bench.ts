/** One measured case. A ratio above 1 means that ours is better (faster, smaller) than the peer or limit named. */
export type BenchLine = {
  readonly bench: string;
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  readonly ratios: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
  /** The result was compared with the peer's and was equal. */
  readonly exact: boolean;
};

export type Bench = {
  /** One sentence: what is measured against what. */
  readonly about: string;
  run(signal: AbortSignal): AsyncIterable<BenchLine>;
};

/** Milliseconds that `work` takes and what it gives. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

/** Milliseconds of the processor that `work` takes in this process: those of other programs do not count. */
export async function worked(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

/** The middle one of several times, in milliseconds. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Rounds for reading: three significant digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
