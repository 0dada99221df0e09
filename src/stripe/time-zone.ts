import { AppError } from "../base/app-error";

/** Turns instants into the text that SQL sees, and texts of conditions into bounds on instants. Instants are Unix seconds. */
export type TimeZone = {
  /** IANA name, or `UTC`. */
  readonly name: string;
  /** `YYYY-MM-DD HH:MM:SS` on the wall clock of the zone. */
  readonly toText: (instant: number) => string;
  /** Every instant whose text sorts at or after `text` is at or after this one; `null` when `text` is no date. */
  readonly earliest: (text: string) => number | null;
  /** Every instant whose text sorts at or before `text` is at or before this one; `null` when `text` is no date. */
  readonly latest: (text: string) => number | null;
  /**
   * When the clock was set back around this instant: the instants whose texts come twice, and so do not sort as the instants
   * do. `null` elsewhere.
   */
  readonly repeatedAround: (instant: number) => Repeated | null;
};

/** Instants from `from` on and before `to`, Unix seconds. */
export type Repeated = { readonly from: number; readonly to: number };

const day = 86_400;
/** Offsets change on quarter hours only (since 1972), so one look-up serves a quarter. */
const quarter = 900;

/** Makes a {@link TimeZone}. @throws AppError `BAD_SETTING` for a name that the runtime does not know. */
export function createTimeZone(name: string): TimeZone {
  const offsetAt = name === "UTC" ? () => 0 : createOffsets(name);
  /** Wall-clock seconds less each offset in force around then: near a change of clocks there are two candidates. */
  const candidates = (text: string): readonly number[] | null => {
    const wall = parseWallClock(text);
    return wall === null ? null : [-day, 0, day].map((shift) => wall - offsetAt(wall + shift));
  };
  return {
    name,
    toText: (instant) => wallText(instant + offsetAt(instant)),
    earliest: (text) => least(candidates(text), Math.min),
    latest: (text) => least(candidates(text), Math.max),
    repeatedAround: createRepeatedAround(offsetAt),
  };
}

function least(values: readonly number[] | null, choose: (...values: number[]) => number): number | null {
  return values === null ? null : choose(...values);
}

/** Letters of dates by day since 1970: rows are many and their days few. */
const dates = new Map<number, readonly number[]>();
const mostDates = 20_000;
const [zero, colon, space] = [48, 58, 32];

/** Made of its letters at once: a text that is put together of parts takes many times as long to make and to read. */
function wallText(seconds: number): string {
  const whole = Math.floor(seconds);
  const number = Math.floor(whole / day);
  const rest = whole - number * day;
  const hour = Math.floor(rest / 3600);
  const minute = Math.floor(rest / 60) % 60;
  const second = rest % 60;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0] = dateLetters(number);
  // prettier-ignore
  return String.fromCharCode(
    a, b, c, d, e, f, g, h, i, j, space,
    zero + Math.floor(hour / 10), zero + (hour % 10), colon,
    zero + Math.floor(minute / 10), zero + (minute % 10), colon,
    zero + Math.floor(second / 10), zero + (second % 10),
  );
}

function dateLetters(number: number): readonly number[] {
  const known = dates.get(number);
  if (known !== undefined) return known;
  if (dates.size >= mostDates) dates.clear();
  const letters = Array.from(new Date(number * day * 1000).toISOString().slice(0, 10), (letter) => letter.charCodeAt(0));
  dates.set(number, letters);
  return letters;
}

/**
 * Seconds of a date text as if the wall clock were UTC. A shortened text (`2026-03`) is its first second, as text order has it.
 * Anything that is not the beginning of a timestamp is `null`: how it sorts against timestamps is not ours to guess.
 */
function parseWallClock(text: string): number | null {
  if (!/^\d{4}(-\d{2}(-\d{2}( \d{2}(:\d{2}(:\d{2})?)?)?)?)?$/.test(text)) return null;
  const full = text + "0000-01-01 00:00:00".slice(text.length);
  const seconds = Date.parse(`${full.replace(" ", "T")}Z`) / 1000;
  return Number.isFinite(seconds) && wallText(seconds) === full ? seconds : null;
}

/**
 * Clocks change at most once in a day and its neighbourhood, so that a day between two equal offsets has no change; days are
 * looked at once.
 */
function createRepeatedAround(offsetAt: (instant: number) => number): TimeZone["repeatedAround"] {
  const known = new Map<number, Repeated | null>();
  const ofDay = (number: number): Repeated | null => {
    const found = known.get(number);
    if (found !== undefined) return found;
    const repeated = repeatedBetween(offsetAt, { from: number * day - day / 2, to: (number + 1) * day + day / 2 });
    known.set(number, repeated);
    return repeated;
  };
  return (instant) => {
    const repeated = ofDay(Math.floor(instant / day));
    return repeated !== null && instant >= repeated.from && instant < repeated.to ? repeated : null;
  };
}

function repeatedBetween(offsetAt: (instant: number) => number, { from, to }: Repeated): Repeated | null {
  const before = offsetAt(from);
  const setBack = before - offsetAt(to);
  if (setBack <= 0) return null;
  let [low, high] = [from / quarter, to / quarter];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * quarter) === before) low = middle;
    else high = middle;
  }
  const change = high * quarter;
  return { from: change - setBack, to: change + setBack };
}

function createOffsets(name: string): (instant: number) => number {
  const format = openFormat(name);
  const known = new Map<number, number>();
  return (instant) => {
    const slot = Math.floor(instant / quarter);
    const found = known.get(slot);
    if (found !== undefined) return found;
    const offset = offsetOf(format, slot * quarter);
    known.set(slot, offset);
    return offset;
  };
}

function openFormat(timeZone: string): Intl.DateTimeFormat {
  const numeric = "2-digit";
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch (unknown) {
    throw new AppError("BAD_SETTING", `There is no time zone "${timeZone}".`, {
      hint: "Use an IANA name such as Europe/Berlin or America/New_York.",
      cause: unknown,
    });
  }
}

function offsetOf(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant * 1000).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall / 1000 - instant;
}
