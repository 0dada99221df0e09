import type { Random } from "./random";

/**
 * How payments and customers are spread over the company's years: evenly; ever more towards its today; or half of them in bursts,
 * hundreds in one second.
 */
export const skews = ["uniform", "grow", "burst"] as const;
export type Skew = (typeof skews)[number];

/** A stretch of time in Unix seconds: the first second and the one after the last. */
export type TimeSpan = { readonly from: number; readonly to: number };

/** Draws one time after another. */
export type Times = () => number;

/** Times within a span, spread as asked. */
export function spreadTimes(random: Random, skew: Skew, span: TimeSpan): Times {
  const at = (share: number): number => span.from + Math.floor(share * (span.to - span.from));
  switch (skew) {
    case "uniform":
      return () => at(random.next());
    case "grow":
      return () => at(Math.cbrt(random.next()));
    case "burst":
      return inBursts(random, () => at(random.next()));
  }
}

const burstSize = { least: 200, most: 600 };

/** As many single times as times in bursts, on average. */
function inBursts(random: Random, anyTime: Times): Times {
  let left = 0;
  let second = 0;
  return () => {
    if (left === 0 && !random.chance(2 / (burstSize.least + burstSize.most))) return anyTime();
    if (left === 0) {
      left = random.int(burstSize.least, burstSize.most);
      second = anyTime();
    }
    left -= 1;
    return second;
  };
}
