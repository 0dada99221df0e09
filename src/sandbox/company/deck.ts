import type { Random } from "./random";

/** Deals each option once, in a shuffled order, and from then on by weight: rare options exist in a small company too. */
export function createDeck<T>(random: Random, weights: readonly (readonly [T, number])[]): () => T {
  const first = shuffle(random, weights.map(([option]) => option));
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return () => first.pop() ?? weighted(random.next() * total, weights);
}

function weighted<T>(point: number, weights: readonly (readonly [T, number])[]): T {
  let left = point;
  for (const [option, weight] of weights) {
    left -= weight;
    if (left < 0) return option;
  }
  const last = weights[weights.length - 1];
  if (!last) throw new Error("a deck needs at least one option");
  return last[0];
}

function shuffle<T>(random: Random, options: T[]): T[] {
  return options
    .map((option) => ({ option, order: random.next() }))
    .sort((left, right) => left.order - right.order)
    .map(({ option }) => option);
}
