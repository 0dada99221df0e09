/** Tells how many changes are due, and when each was, as time goes on. Times are milliseconds. */
export type Steady = { due(now: number): readonly number[] };

/** So many changes a second since the start, evenly; none without a rate. */
export function steadyMutations(perSecond: number, startedAt: number): Steady {
  let made = 0;
  return {
    due(now) {
      const wanted = Math.floor(((now - startedAt) / 1_000) * perSecond);
      const times = Array.from({ length: Math.max(0, wanted - made) }, (_, index) => startedAt + ((made + index + 1) / perSecond) * 1_000);
      made = Math.max(made, wanted);
      return times;
    },
  };
}
