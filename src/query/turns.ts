import { computesTooLong } from "./sql-errors";
import type { TableReader } from "./table-reader";

/** Whose turn it is: SQLite's callbacks do not say for which run they are called. */
export type Turns = {
  /** Lets SQLite work for one run; what its callbacks threw comes out, since SQLite keeps only a result code. */
  take<T>(reader: TableReader, action: () => T): T;
  /** The run at work. */
  readonly reader: () => TableReader;
  readonly keepError: (thrown: unknown) => void;
  /** Whether the turn has lasted too long; the error for it is then kept. */
  readonly isOver: () => boolean;
};

export type TurnOptions = {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Longest time that SQLite may work without a pause, in milliseconds. */
  readonly computeLimit: number;
};

/** Makes {@link Turns}. A turn is synchronous, so that runs take turns between their awaits. */
export function createTurns({ now, computeLimit }: TurnOptions): Turns {
  let current: TableReader | null = null;
  let started = 0;
  const thrownBefore: unknown[] = [];
  const keepError = (thrown: unknown): void => void thrownBefore.push(thrown);
  return {
    take(reader, action) {
      current = reader;
      started = now();
      try {
        return action();
      } catch (thrown) {
        throw thrownBefore.length > 0 ? thrownBefore[0] : thrown;
      } finally {
        current = null;
        thrownBefore.length = 0;
      }
    },
    reader() {
      if (!current) throw new Error("SQLite worked while no run was active");
      return current;
    },
    keepError,
    isOver() {
      const over = now() - started > computeLimit;
      if (over) keepError(computesTooLong());
      return over;
    },
  };
}
