import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createTextOrder } from "../../../src/stripe/listing/text-order";
import { createTimeZone } from "../../../src/stripe/time-zone";

/** Zones, and an instant at which each sets its clock back (Unix seconds). */
const changes: readonly (readonly [zone: string, setBack: number])[] = [
  ["Europe/Berlin", Date.UTC(2025, 9, 26, 1) / 1000],
  ["America/New_York", Date.UTC(2025, 10, 2, 6) / 1000],
  ["Australia/Lord_Howe", Date.UTC(2026, 3, 4, 15) / 1000],
];
const day = 86_400;

const pages = (around: number) =>
  fc.array(fc.array(fc.integer({ min: around - 3 * 3600, max: around + 3 * 3600 }), { maxLength: 20 }), { maxLength: 6 });

/** The pages of a list that comes newest first. */
function newestFirst(times: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const sorted = times.flat().sort((a, b) => b - a);
  let begin = 0;
  return times.map(({ length }) => sorted.slice(begin, (begin += length)));
}

function putInOrder(zoneName: string, times: readonly (readonly number[])[]): readonly number[] {
  const order = createTextOrder<number>(createTimeZone(zoneName));
  const done = times.map((page) => order.push(page.map((created) => ({ created, item: created }))));
  return [...done.flat(), ...order.end()];
}

describe("the order of times as texts", () => {
  test.each(changes)("is descending around the hour that %s lives through twice, and nothing is lost", (zoneName, setBack) => {
    const zone = createTimeZone(zoneName);
    fc.assert(
      fc.property(pages(setBack), (unsorted) => {
        const times = newestFirst(unsorted);
        const ordered = putInOrder(zoneName, times);
        const texts = ordered.map(zone.toText);
        expect(texts).toEqual([...texts].sort().reverse());
        expect([...ordered].sort((a, b) => a - b)).toEqual(times.flat().sort((a, b) => a - b));
      }),
    );
  });

  test.each(changes)("holds nothing back of %s outside that hour", (zoneName, setBack) => {
    const zone = createTimeZone(zoneName);
    for (const created of [setBack - day, setBack + day, setBack - 2 * 3600, setBack + 2 * 3600]) {
      expect(zone.repeatedAround(created)).toBeNull();
      expect(createTextOrder<number>(zone).push([{ created, item: created }])).toEqual([created]);
    }
  });

  test.each(changes)("knows of %s exactly the instants whose texts come twice", (zoneName, setBack) => {
    const zone = createTimeZone(zoneName);
    const texts = new Map<string, number>();
    const instants = Array.from({ length: 8 * 12 }, (_, step) => setBack - 4 * 3600 + step * 300);
    for (const instant of instants) texts.set(zone.toText(instant), (texts.get(zone.toText(instant)) ?? 0) + 1);
    const comesTwice = (instant: number): boolean => texts.get(zone.toText(instant)) === 2;
    expect(instants.filter((instant) => zone.repeatedAround(instant) !== null)).toEqual(instants.filter(comesTwice));
  });

  test("in UTC and where clocks are set forward it is that of the instants", () => {
    const forward = Date.UTC(2026, 2, 29, 1) / 1000;
    for (const zone of ["UTC", "Europe/Berlin"]) {
      expect(createTimeZone(zone).repeatedAround(forward)).toBeNull();
    }
  });

  test("what has no time stays where it came", () => {
    const order = createTextOrder<string>(createTimeZone("Europe/Berlin"));
    expect(order.push([{ created: null, item: "a" }, { created: 1, item: "b" }])).toEqual(["a", "b"]);
    expect(order.end()).toEqual([]);
  });
});
