import type { ResultRow } from "./questions";

/** An engine that starts from nothing, takes in a company's objects, and answers queries with rows of plain values. */
export type Contender = {
  /** From nothing to ready for the first query. */
  start(): Promise<Answering>;
};

export type Answering = {
  ask(sql: string): Promise<readonly ResultRow[]>;
  close(): Promise<void> | void;
};
