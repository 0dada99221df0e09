import { createTurnstile } from "./turnstile";

/** Who asks for a turn. */
export type TurnWish = {
  readonly signal: AbortSignal;
  /** Tasks of one group share one turn: they run together, because the reader below gathers what they want; `null`: of no group. */
  readonly group: string | null;
};

/** Runs a task in its turn, or with its group's. Rejects with the signal's reason when that fires before. */
export type GatheringTurnstile = <T>(task: () => Promise<T>, wish: TurnWish) => Promise<T>;

type Turn = {
  /** Resolves when the group may run. */
  readonly begun: Promise<void>;
  /** Tasks that wait or run. */
  members: number;
  /** Ends the turn, or gives it up before it has begun. */
  readonly end: () => void;
};

/** A {@link createTurnstile} at which a group takes one turn, however many tasks it has; it lasts until the last of them has ended. */
export function createGatheringTurnstile(most: number): GatheringTurnstile {
  const inTurn = createTurnstile(most);
  const turns = new Map<string, Turn>();

  async function together<T>(group: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const turn = turns.get(group) ?? openTurn(inTurn);
    turns.set(group, turn);
    turn.members++;
    try {
      await untilBegun(turn.begun, signal);
      return await task();
    } finally {
      turn.members--;
      if (turn.members === 0) {
        turns.delete(group);
        turn.end();
      }
    }
  }

  return (task, { signal, group }) => (group === null ? inTurn(task, signal) : together(group, signal, task));
}

function openTurn(inTurn: ReturnType<typeof createTurnstile>): Turn {
  const leaving = new AbortController();
  let free = () => leaving.abort();
  const begun = new Promise<void>((resolve) => {
    const run = () => new Promise<void>((ended) => {
      free = ended;
      resolve();
    });
    // A turn that is given up rejects here, and nobody waits for it any more.
    void Promise.allSettled([inTurn(run, leaving.signal)]);
  });
  return { begun, members: 0, end: () => free() };
}

function untilBegun(begun: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    if (signal.aborted) return leave();
    signal.addEventListener("abort", leave, { once: true });
    void begun.then(resolve).finally(() => signal.removeEventListener("abort", leave));
  });
}
