import type { NumberRange } from "../table/row-source";

/** The sum; a part that nobody can tell adds nothing to `least` and leaves `most` open. `null`: nothing is known. */
export function addRanges(parts: readonly (NumberRange | null)[]): NumberRange | null {
  if (parts.length > 0 && parts.every((part) => part === null)) return null;
  return parts.reduce<NumberRange>((sum, part) => addTwo(sum, part ?? { least: 0, most: null }), { least: 0, most: 0 });
}

function addTwo(a: NumberRange, b: NumberRange): NumberRange {
  return { least: a.least + b.least, most: a.most === null || b.most === null ? null : a.most + b.most };
}

/** Each end divided by `divisor`. */
export function divideRange({ least, most }: NumberRange, divisor: number): NumberRange {
  return { least: least / divisor, most: most === null ? null : most / divisor };
}

/** Neither end above `limit`. */
export function capRange({ least, most }: NumberRange, limit: number): NumberRange {
  return { least: Math.min(least, limit), most: Math.min(most ?? limit, limit) };
}

/** `1,000-1,300`, `40`, `at least 7` or `unknown`; fractions are rounded away from each other. */
export function rangeText(range: NumberRange | null): string {
  if (range === null || (range.least === 0 && range.most === null)) return "unknown";
  const [least, most] = [Math.floor(range.least), range.most === null ? null : Math.ceil(range.most)];
  if (most === null) return `at least ${shown(least)}`;
  return least === most ? shown(most) : `${shown(least)}-${shown(most)}`;
}

const shown = (value: number): string => value.toLocaleString("en");
