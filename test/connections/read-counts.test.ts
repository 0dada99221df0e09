import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { mergeCounts, parseReadCounts, readCountOf, recentCounts } from "../../src/connections/read-counts";

const now = Date.UTC(2026, 0, 31, 15);
const at = (day: string) => Date.parse(day);

describe("Counts of reads", () => {
  test("are those of the last thirty days, since the first of them that was counted", () => {
    const counts = { shop: { "2026-01-01": 1, "2026-01-02": 10, "2026-01-31": 5 }, other: { "2026-01-31": 7 } };
    expect(readCountOf(counts, "shop", now)).toEqual({ count: 15, since: at("2026-01-02"), floor: 10_000 });
    expect(readCountOf(counts, "nobody", now)).toEqual({ count: 0, since: at("2026-01-31"), floor: 10_000 });
  });

  test("forget days that count no more, and accounts without others", () => {
    expect(recentCounts({ shop: { "2026-01-01": 1, "2026-01-02": 10 }, gone: { "2025-06-01": 3 } }, now)).toEqual({ shop: { "2026-01-02": 10 } });
  });

  test("of two pages add up, in whatever order they are put together", () => {
    const days = fc.dictionary(fc.constantFrom("2026-01-30", "2026-01-31"), fc.nat(1_000));
    const counts = fc.dictionary(fc.constantFrom("shop", "other"), days);
    fc.assert(
      fc.property(counts, counts, counts, (a, b, c) => {
        const one = mergeCounts(mergeCounts(a, b), c);
        const other = mergeCounts(c, mergeCounts(b, a));
        for (const account of ["shop", "other"]) {
          const sum = [a, b, c].reduce((all, part) => all + readCountOf(part, account, now).count, 0);
          expect([readCountOf(one, account, now).count, readCountOf(other, account, now).count]).toEqual([sum, sum]);
        }
      }),
    );
  });

  test("that were stored come back, and anything else counts as nothing", () => {
    const counts = { shop: { "2026-01-31": 5 } };
    expect(parseReadCounts(JSON.stringify(counts))).toEqual(counts);
    expect(["", "no", "null", "3", '{"shop":4}', '{"shop":{"yesterday":4,"2026-01-31":"5"}}'].map((text) => readCountOf(parseReadCounts(text), "shop", now).count)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
