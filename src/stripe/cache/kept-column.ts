import { type KeptValue, toKeptValue } from "./kept-value";

/** The values of one column, row by row; rows are only ever added. */
export interface KeptColumn {
  add(value: KeptValue): void;
  /** Adds a value for each row of a page, as they came. */
  addAll(values: readonly unknown[]): void;
  /** The value of a row that was added. */
  at(row: number): KeptValue;
  /** The values of these rows by their numbers, while values are numbered: each distinct value once, always in the same array. */
  numbered(rows: Uint32Array): NumberedValues | null;
  /** The values of these rows, where there is nothing but texts and nulls and they are not numbered; else `null`. */
  texts(rows: Uint32Array): readonly (string | null)[] | null;
  /** Memory that it takes, about. */
  bytes(): number;
}

export type NumberedValues = { readonly values: readonly KeptValue[]; readonly numbers: Uint32Array };

/** Turns a value of an object into what is kept of it. */
export type ToKept = (value: unknown) => KeptValue;

/** Rows from which on it is judged whether values repeat, and the share of them that may be distinct; the longest trial first. */
const trials = [
  { rows: 8_192, distinct: 0.5 },
  // Rows of different times come mixed, so that values that do repeat may have come once only.
  { rows: 1_024, distinct: 0.9 },
];
/** Rows that there is room for from the first number on. */
const leastRoom = 1_024;
/** Distinct values that a number of two bytes can tell apart. */
const mostDistinct = 65_536;
/** Equal to no value. */
const nothing = Symbol("nothing");
/** What an engine takes for a text besides its characters. */
const textOverhead = 24;

/**
 * Makes a {@link KeptColumn}. Values that repeat (currencies, customers, nulls) are kept once and numbered; where they
 * hardly repeat (ids, amounts) they are kept as they are.
 */
export function createKeptColumn(toKept: ToKept = toKeptValue): KeptColumn {
  let numbered: Numbered | null = createNumbered(toKept);
  let plain: Plain | null = null;

  function addAll(values: readonly unknown[]): void {
    const added = numbered?.addSome(values) ?? 0;
    if (added === values.length) return;
    plain ??= createPlain(toKept, Array.from({ length: numbered?.rows() ?? 0 }, (_, row) => numbered?.at(row) ?? null));
    numbered = null;
    plain.addFrom(values, added);
  }

  return {
    add: (value) => addAll([value]),
    addAll,
    at: (row) => (plain ?? numbered)?.at(row) ?? null,
    numbered: (rows) => numbered?.numbered(rows) ?? null,
    texts: (rows) => plain?.texts(rows) ?? null,
    bytes: () => (plain ?? numbered)?.bytes() ?? 0,
  };
}

type Plain = Pick<KeptColumn, "at" | "texts" | "bytes"> & { readonly addFrom: (values: readonly unknown[], first: number) => void };

function createPlain(toKept: ToKept, values: KeptValue[]): Plain {
  let bytes = values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
  let isText = values.every(isKeptAsItIs);
  return {
    addFrom(more, first) {
      let added = 0;
      let others = 0;
      for (let index = first; index < more.length; index++) {
        const given = more[index];
        const value = isKeptAsItIs(given) ? given : toKept(given);
        if (!isKeptAsItIs(value)) others++;
        values.push(value);
        added += sizeOf(value);
      }
      bytes += added;
      isText &&= others === 0;
    },
    at: (row) => values[row] ?? null,
    texts(rows) {
      if (!isText) return null;
      const picked = new Array<KeptValue>(rows.length);
      // Not looked at, as each text is somewhere else in memory.
      for (let index = 0; index < rows.length; index++) picked[index] = values[rows[index] ?? -1] ?? null;
      return picked as (string | null)[];
    },
    bytes: () => bytes,
  };
}

type Numbered = Pick<KeptColumn, "at" | "bytes"> & {
  readonly rows: () => number;
  /** Adds values up to the first new one for which numbers help no longer; returns how many it added. */
  readonly addSome: (values: readonly unknown[]) => number;
  readonly numbered: (rows: Uint32Array) => NumberedValues;
};

/** A column with one distinct value so far takes no memory for its rows. */
function createNumbered(toKept: ToKept): Numbered {
  const values: KeptValue[] = [];
  const numbers = new Map<KeptValue, number>();
  let perRow: Uint8Array | Uint16Array = new Uint8Array(0);
  let rows = 0;
  let bytes = 0;
  // Neighbours are often equal, and comparing costs less than looking up.
  let last: unknown = nothing;
  let lastNumber = 0;

  function numberOf(value: KeptValue): number | null {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    if (values.length === mostDistinct || hardlyRepeat(values.length, rows)) return null;
    numbers.set(value, values.length);
    bytes += 2 * sizeOf(value);
    return values.push(value) - 1;
  }

  /** Adds the last value so many times more. */
  function repeat(times: number): void {
    if (lastNumber > 0) {
      makeRoom(rows + times);
      perRow.fill(lastNumber, rows, rows + times);
    }
    rows += times;
  }

  function makeRoom(wanted: number): void {
    const size = wanted <= perRow.length ? perRow.length : Math.max(leastRoom, wanted * 2);
    const wide = values.length > 256;
    if (size === perRow.length && wide === perRow instanceof Uint16Array) return;
    const grown = wide ? new Uint16Array(size) : new Uint8Array(size);
    grown.set(perRow);
    perRow = grown;
  }

  return {
    rows: () => rows,
    addSome(more) {
      for (let index = 0; index < more.length; ) {
        const start = index;
        while (index < more.length && more[index] === last) index++;
        if (index > start) repeat(index - start);
        if (index === more.length) return index;
        const given = more[index];
        const number = numberOf(isKeptAsItIs(given) ? given : toKept(given));
        if (number === null) return index;
        last = given;
        lastNumber = number;
      }
      return more.length;
    },
    at: (row) => values[perRow[row] ?? 0] ?? null,
    numbered: (wanted) => ({ values, numbers: wanted.map((row) => perRow[row] ?? 0) }),
    bytes: () => bytes + perRow.byteLength,
  };
}

function hardlyRepeat(distinct: number, rows: number): boolean {
  const trial = trials.find((one) => rows >= one.rows);
  return trial !== undefined && distinct > rows * trial.distinct;
}

/** Most values; asking here first saves millions of calls. */
function isKeptAsItIs(value: unknown): value is string | null {
  return typeof value === "string" || value === null;
}

function sizeOf(value: KeptValue): number {
  return 8 + (typeof value === "string" ? textOverhead + value.length : 0);
}
