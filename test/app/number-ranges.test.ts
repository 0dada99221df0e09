import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addRanges, capRange, divideRange, rangeText } from "../../src/app/number-ranges";
import type { NumberRange } from "../../src/table/row-source";

const range: fc.Arbitrary<NumberRange> = fc
  .tuple(fc.nat(1e6), fc.option(fc.nat(1e6)))
  .map(([least, more]) => ({ least, most: more === null ? null : least + more }));
/** Whether a number can be what the range is about. */
const allows = ({ least, most }: NumberRange, value: number) => value >= least && (most === null || value <= most);

describe("ranges of numbers", () => {
  test("a sum allows exactly what its parts can add up to, and what is unknown leaves its end open", () => {
    fc.assert(
      fc.property(range, range, (one, other) => {
        const sum = addRanges([one, other]);
        expect(sum).not.toBeNull();
        expect(sum!.least).toBe(one.least + other.least);
        expect(allows(sum!, (one.most ?? one.least) + (other.most ?? other.least))).toBe(true);
        expect(sum!.most === null).toBe(one.most === null || other.most === null);
      }),
    );
    expect(addRanges([{ least: 3, most: 4 }, null])).toEqual({ least: 3, most: null });
    expect(addRanges([null, null])).toBeNull();
    expect(addRanges([])).toEqual({ least: 0, most: 0 });
  });

  test("a range that is cut off stays below its limit, and one that is divided keeps its open end", () => {
    expect(capRange({ least: 7, most: null }, 5)).toEqual({ least: 5, most: 5 });
    expect(capRange({ least: 0, most: 3 }, 5)).toEqual({ least: 0, most: 3 });
    expect(divideRange({ least: 50, most: null }, 25)).toEqual({ least: 2, most: null });
  });

  test.each([
    [{ least: 1000, most: 1300 }, "1,000-1,300"],
    [{ least: 40, most: 40 }, "40"],
    [{ least: 0, most: 0 }, "0"],
    [{ least: 7, most: null }, "at least 7"],
    [{ least: 0.4, most: 0.4 }, "0-1"],
    [{ least: 0, most: null }, "unknown"],
    [null, "unknown"],
  ])("%j reads %s", (given, text) => expect(rangeText(given)).toBe(text));
});
