/** The characters of ids. */
export const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A stream of chance that depends on its seed only. */
export type Random = {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(options: readonly T[]): T;
  /** `length` characters of base 62. */
  text(length: number): string;
  /** An id such as `ch_` and 24 characters. */
  id(prefix: string, length?: number): string;
  /** A stream of its own, so that a change in one part of the company leaves the other parts as they were. */
  fork(label: string): Random;
};

/** A small counter-based generator (a Weyl sequence through a 32-bit finalizer); quality is ample for sample data. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const bits = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state);
  };
  const next = (): number => bits() / 0x1_0000_0000;
  const text = (length: number): string => {
    // One flat text: a text put together piece by piece keeps its pieces, which is most of the memory of a big company.
    const codes: number[] = [];
    while (codes.length < length) {
      const four = bits();
      codes.push(codeAt(four), codeAt(four >>> 8), codeAt(four >>> 16), codeAt(four >>> 24));
    }
    codes.length = length;
    return String.fromCharCode(...codes);
  };
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (options) => at(options, Math.floor(next() * options.length)),
    text,
    id: (prefix, length = 24) => prefix + text(length),
    fork: (label) => createRandom(mix((seed ^ hash(label)) >>> 0)),
  };
}

function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

function codeAt(bits: number): number {
  return alphabet.charCodeAt((bits & 0xff) % 62);
}

function hash(label: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < label.length; index++) value = Math.imul(value ^ label.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

function at<T>(options: readonly T[], index: number): T {
  const found = options[index];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}
