import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createKeptAnswers } from "../../../src/app/formulas/kept-answers";

const answerOf = (rows: number, columns = 1) => ({
  columns: Array.from({ length: columns }, (_, index) => ({ name: `c${index}`, type: null, origin: null })),
  rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => 1)),
});

describe("kept answers", () => {
  test("are the latest of each key, those put last, and never more cells than may", () => {
    const puts = fc.array(fc.record({ key: fc.constantFrom("a", "b", "c", "d", "e"), rows: fc.nat(60) }), { maxLength: 40 });
    fc.assert(
      fc.property(puts, fc.integer({ min: 100, max: 300 }), (all, most) => {
        const kept = createKeptAnswers<ReturnType<typeof answerOf>>(most);
        const latest = new Map<string, ReturnType<typeof answerOf>>();
        for (const { key, rows } of all) {
          const answer = answerOf(rows);
          kept.put(key, answer);
          latest.delete(key);
          latest.set(key, answer);
        }
        const remaining = kept.all();
        expect(remaining).toEqual([...latest.values()].slice(latest.size - remaining.length));
        expect(remaining.reduce((sum, { rows }) => sum + rows.length, 0)).toBeLessThanOrEqual(most);
        const last = all.at(-1);
        if (last) expect(kept.get(last.key)).toBe(latest.get(last.key));
      }),
    );
  });

  test("of ten thousand formulas with a value each all stay", () => {
    const kept = createKeptAnswers<ReturnType<typeof answerOf>>(2_000_000);
    for (let index = 0; index < 10_000; index++) kept.put(String(index), answerOf(1));
    expect(kept.all()).toHaveLength(10_000);
  });

  test("do not pile up over a day in which formulas ask for ever other things, however small the answers are", () => {
    const kept = createKeptAnswers<ReturnType<typeof answerOf>>(2_000_000);
    for (let index = 0; index < 200_000; index++) kept.put(String(index), { columns: [], rows: [] });
    expect(kept.all().length).toBeLessThanOrEqual(100_000);
  });
});
