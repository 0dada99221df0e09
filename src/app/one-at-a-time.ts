/** Runs a task when all tasks given before have ended. */
export type Queue = <T>(task: () => Promise<T>) => Promise<T>;

/** Runs tasks one after the other, in the order of the calls; a failure concerns its own caller only. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task);
    last = turn.catch(() => undefined);
    return turn;
  };
}
