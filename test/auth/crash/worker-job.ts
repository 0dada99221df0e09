/** Where a process dies, in the order of a refresh. */
export const deathPoints = [
  "before the request",
  "sent, not processed",
  "processed, answer not received",
  "answer in memory, not written aside",
  "written aside, not saved",
  "saved",
] as const;

export type DeathPoint = (typeof deathPoints)[number];

/** What a worker process is told on its standard input. */
export type WorkerJob = {
  /** Path of a file, or the address of a PostgreSQL database. */
  readonly database: { readonly kind: "sqlite"; readonly file: string } | { readonly kind: "postgres"; readonly url: string };
  readonly keyFile: string;
  readonly spoolFolder: string;
  readonly sandboxOrigin: string;
  readonly leaseMs: number;
  readonly skewMs: number;
  /** `null`: lives to its end. */
  readonly dieAt: DeathPoint | null;
  /** Asks and reads until it has seen this generation. */
  readonly untilGeneration: number;
  /** Whether it renews the token once more at its end and reads with it. */
  readonly renewAtEnd: boolean;
};

/** What it tells at its end. */
export type WorkerReport = {
  /** Reads that Stripe answered. */
  readonly reads: number;
  /** Reads that were refused with 401 before a newer token was asked for. */
  readonly refused: number;
  /** Codes of what the broker threw. */
  readonly failures: readonly string[];
};

export const grantKey = { owner: "installation:crash", id: "g" };
