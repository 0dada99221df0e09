import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { collectRows } from "../../../src/stripe/cache/collect-rows";
import { heldColumns } from "../../../src/stripe/cache/kept-rows";
import { applyChanges, type KeptScan } from "../../../src/stripe/cache/kept-scan";
import { createTimeZone, type TimeZone } from "../../../src/stripe/time-zone";
import { unconditional } from "../../../src/table/conditions";
import { planOf } from "../changes/kept-table";

const berlin = createTimeZone("Europe/Berlin");
const utc = createTimeZone("UTC");
const plan = planOf("charges");
const held = heldColumns(plan, []);
/** Around the hour that Berlin lives through twice, 26 October 2025 from 00:00 to 02:00 UTC; mostly within. */
const created = fc.integer({ min: Date.UTC(2025, 9, 25, 23) / 1_000, max: Date.UTC(2025, 9, 26, 3) / 1_000 });
const times = fc.uniqueArray(created, { minLength: 1, maxLength: 60 }).map((all) => all.sort((a, b) => b - a));
/** How many rows a page has, and when each page arrives. */
const paging = fc.record({ pageSize: fc.integer({ min: 1, max: 20 }), arrivals: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }) });

function textsOf({ rows, order }: Pick<KeptScan, "rows"> & { readonly order: Iterable<number> }, zone: TimeZone): readonly string[] {
  return [...order].map((row) => zone.toText(Number(rows.raw("created", row))));
}

const sorted = (texts: readonly string[]): readonly string[] => [...texts].sort().reverse();

describe("collected rows", () => {
  test("are served in the order of their times as SQL sees them, in whatever order they arrive, also where a clock is set back, and lack none", () => {
    fc.assert(
      fc.property(fc.constantFrom(berlin, utc), times, paging, (zone, all, { pageSize, arrivals }) => {
        const collected = collectRows(zone, plan, held);
        const pages = Array.from({ length: Math.ceil(all.length / pageSize) }, (_, page) => all.slice(page * pageSize, (page + 1) * pageSize));
        const arrived = pages.map((page, index) => ({ page, when: arrivals[index] ?? 0 })).sort((a, b) => a.when - b.when);
        const taken = new Map(arrived.map(({ page }) => [page, collected.take({ asked: {}, objects: page.map((time) => ({ id: `ch_${time}`, created: time })) })]));
        for (const page of pages) {
          collected.add(taken.get(page)!);
          expect(textsOf(collected, zone)).toEqual(sorted(textsOf(collected, zone)));
        }
        collected.end();
        expect(textsOf(collected, zone)).toEqual(sorted(all.map((time) => zone.toText(time))));
      }),
    );
  });
});

describe("changes of kept rows", () => {
  const change = fc.array(fc.record({ at: fc.nat({ max: 80 }), what: fc.constantFrom("change", "remove") }), { maxLength: 20 });

  test("leave the rows that there are, each as it is now and once, in order, and the older state as it was", () => {
    fc.assert(
      fc.property(times, times, change, (before, more, changed) => {
        const collected = collectRows(utc, plan, held);
        collected.add(collected.take({ asked: {}, objects: before.map((time) => ({ id: `ch_${time}`, created: time, amount: 1 })) }));
        collected.end();
        const kept: KeptScan = { plan, conditions: unconditional, held, columns: [], rows: collected.rows, order: Uint32Array.from(collected.order), asOf: 0, mark: null, listRequests: 1, reasons: [] };
        const older = textsOf(kept, utc);
        const idAt = (at: number): number => before[at % before.length] ?? 0;
        const gone = new Set(changed.flatMap(({ at, what }) => (what === "remove" ? [idAt(at)] : [])));
        const touched = changed.flatMap(({ at, what }) => (what === "change" ? [idAt(at)] : []));
        const current = new Set([...touched, ...more].filter((time) => !gone.has(time)));
        const objects = [...current].map((time) => ({ id: `ch_${time}`, created: time, amount: 2 }));
        const mark = { newest: null, settled: new Set<string>(), takenAt: 0 };
        const newer = applyChanges(kept, { kind: "changes", objects, gone: [...gone].map((time) => `ch_${time}`), mark }, 1);
        const expected = [...new Set([...before.filter((time) => !gone.has(time)), ...current])];
        const rows = [...newer.order].map((row) => [newer.rows.raw("id", row), newer.rows.raw("amount", row)]);
        expect(new Map(rows as [string, number][])).toEqual(new Map(expected.map((time) => [`ch_${time}`, current.has(time) ? 2 : 1])));
        expect(rows.map(([id]) => id)).toEqual(expected.sort((a, b) => b - a).map((time) => `ch_${time}`));
        expect(textsOf(kept, utc)).toEqual(older);
      }),
    );
  });
});
