import type { NumberRange } from "../table/row-source";

/** What one fetch has sent and what its source says that it takes, by table. */
export type FetchTally = {
  sent: number;
  readonly estimates: Map<string, NumberRange>;
};

/** Adds up what fetches take: those that ended, those under way, and those that wait for their turn. */
export type ExpectedRequests = {
  /** A fetch begins. */
  begin(): FetchTally;
  /** A fetch has ended: it takes what it has sent. */
  settle(tally: FetchTally): void;
  /** Fetches that wait need so many requests at least. */
  await(least: number): void;
  total(): NumberRange;
};

/** Makes the sum of a run. Fetches that ended are kept as a number, since there can be very many. */
export function createExpectedRequests(): ExpectedRequests {
  const open = new Set<FetchTally>();
  let settled = 0;
  let waiting = 0;
  return {
    begin() {
      const tally: FetchTally = { sent: 0, estimates: new Map() };
      open.add(tally);
      return tally;
    },
    settle(tally) {
      if (open.delete(tally)) settled += tally.sent;
    },
    await: (least) => {
      waiting = least;
    },
    total() {
      const needed: NumberRange[] = [...open].map(needOf);
      const least = needed.reduce((sum, need) => sum + need.least, settled + waiting);
      const most = needed.reduce<number | null>((sum, need) => plus(sum, need.most), settled);
      return { least, most: waiting > 0 ? null : most };
    },
  };
}

function needOf({ sent, estimates }: FetchTally): NumberRange {
  const told = [...estimates.values()];
  if (told.length === 0) return { least: sent, most: null };
  const least = told.reduce((sum, range) => sum + range.least, 0);
  const most = told.reduce<number | null>((sum, range) => plus(sum, range.most), 0);
  return { least: Math.max(sent, least), most: most === null ? null : Math.max(sent, most) };
}

const plus = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one + other;
