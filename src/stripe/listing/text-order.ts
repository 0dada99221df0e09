import type { Repeated, TimeZone } from "../time-zone";

/** Something that was created at an instant (Unix seconds; `null`: it does not say). */
export type Timed<T> = { readonly created: number | null; readonly item: T };

/** Puts a stream that comes newest first in the descending order of its times as texts. */
export type TextOrder<T> = {
  /** What may go on, in order. */
  push(more: readonly Timed<T>[]): readonly T[];
  /** What is held back still; the stream has ended. */
  end(): readonly T[];
};

/**
 * Makes a {@link TextOrder}. On the wall clock of a zone the order of the texts is that of the instants, except within the time
 * that a clock lives through twice when it is set back: what was created then is held back until all of it has come.
 */
export function createTextOrder<T>(zone: TimeZone): TextOrder<T> {
  let held: Timed<T>[] = [];
  let repeated: Repeated | null = null;

  function release(): readonly T[] {
    const texts = new Map(held.map((one) => [one, one.created === null ? "" : zone.toText(one.created)]));
    const textOf = (one: Timed<T>): string => texts.get(one) ?? "";
    const sorted = held.sort((a, b) => (textOf(a) === textOf(b) ? 0 : textOf(a) < textOf(b) ? 1 : -1));
    held = [];
    return sorted.map(({ item }) => item);
  }

  function pushOne(one: Timed<T>): readonly T[] {
    const around = one.created === null ? repeated : zone.repeatedAround(one.created);
    const released = around?.from === repeated?.from ? [] : release();
    repeated = around;
    if (around === null) return [...released, one.item];
    held.push(one);
    return released;
  }

  return {
    push: (more) => more.flatMap(pushOne),
    end: release,
  };
}
