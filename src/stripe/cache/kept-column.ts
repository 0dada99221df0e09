import type { KeptValue } from "./kept-value";

/** The values of one column, row by row; rows are only ever added. */
export interface KeptColumn {
  add(value: KeptValue): void;
  /** The value of a row that was added. */
  at(row: number): KeptValue;
  /** Memory that it takes, about. */
  bytes(): number;
}

/** Rows before it is judged whether values repeat. */
const trialRows = 1024;
/** Distinct values that a number of two bytes can tell apart. */
const mostDistinct = 65_536;
/** What an engine takes for a text besides its characters. */
const textOverhead = 24;

/**
 * Makes a {@link KeptColumn}. Values that repeat (currencies, customers, nulls) are kept once and numbered; where they
 * hardly repeat (ids, amounts) they are kept as they are.
 */
export function createKeptColumn(): KeptColumn {
  let rows = 0;
  let numbered: Numbered | null = createNumbered();
  let form: Omit<KeptColumn, "add"> = numbered;
  let plain: KeptColumn | null = null;

  function createPlainFrom(before: Numbered): KeptColumn {
    return createPlain(Array.from({ length: rows }, (_, row) => before.at(row)));
  }

  return {
    add(value) {
      if (numbered !== null && !numbered.tryAdd(value)) {
        form = plain = createPlainFrom(numbered);
        numbered = null;
      }
      plain?.add(value);
      rows++;
    },
    at: (row) => form.at(row),
    bytes: () => form.bytes(),
  };
}

function createPlain(values: KeptValue[]): KeptColumn {
  let bytes = values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
  return {
    add(value) {
      values.push(value);
      bytes += sizeOf(value);
    },
    at: (row) => values[row] ?? null,
    bytes: () => bytes,
  };
}

type Numbered = Omit<KeptColumn, "add"> & {
  /** False, and nothing added, when the value is a new one and numbers help no longer. */
  tryAdd(value: KeptValue): boolean;
};

/** A column with one distinct value so far takes no memory for its rows. */
function createNumbered(): Numbered {
  const values: KeptValue[] = [];
  const numbers = new Map<KeptValue, number>();
  let perRow: Uint8Array | Uint16Array = new Uint8Array(0);
  let rows = 0;
  let bytes = 0;
  // Neighbours are often equal, and comparing costs less than looking up.
  let last: KeptValue = null;
  let lastNumber = -1;

  function numberOf(value: KeptValue): number | null {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    if (values.length === mostDistinct || (rows >= trialRows && values.length > rows / 2)) return null;
    numbers.set(value, values.length);
    bytes += 2 * sizeOf(value);
    return values.push(value) - 1;
  }

  function makeRoom(): void {
    const size = rows < perRow.length ? perRow.length : Math.max(trialRows, rows * 2);
    const wide = values.length > 256;
    if (size === perRow.length && wide === perRow instanceof Uint16Array) return;
    const grown = wide ? new Uint16Array(size) : new Uint8Array(size);
    grown.set(perRow);
    perRow = grown;
  }

  return {
    tryAdd(value) {
      if (value !== last || lastNumber < 0) {
        const number = numberOf(value);
        if (number === null) return false;
        last = value;
        lastNumber = number;
      }
      if (lastNumber > 0) {
        makeRoom();
        perRow[rows] = lastNumber;
      }
      rows++;
      return true;
    },
    at: (row) => values[perRow[row] ?? 0] ?? null,
    bytes: () => bytes + perRow.byteLength,
  };
}

function sizeOf(value: KeptValue): number {
  return 8 + (typeof value === "string" ? textOverhead + value.length : 0);
}
