import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { mergeDefinitions } from "../../src/app/merge-definitions";
import { type LastRun, mostHistory, type QueryDefinition } from "../../src/app/query-definition";

const time = fc.nat(30);
const run: fc.Arbitrary<LastRun> = time.map((at) => ({ at, rows: at, complete: true, reasons: [], error: at % 3 === 0 ? "no" : null }));
const runs = fc.uniqueArray(run, { selector: ({ at }) => at, maxLength: 5 }).map((some) => some.toSorted((a, b) => b.at - a.at));

/** A copy of one of two queries, changed and run at some time. */
const definition: fc.Arbitrary<QueryDefinition> = fc
  .record({ id: fc.constantFrom("a", "b"), changedAt: time, runs, paused: fc.boolean() })
  .map(({ id, changedAt, runs: [lastRun = null, ...history], paused }) => ({
    id,
    name: `changed at ${changedAt}`,
    sql: "SELECT 1",
    connection: "acme",
    maxRows: null,
    tableId: `written at ${lastRun?.at ?? 0}`,
    schedule: { onOpen: false, repeat: null },
    changedAt,
    ...(paused ? { paused: "no" } : {}),
    lastRun,
    ...(history.length === 0 ? {} : { history }),
  }));
const copy = fc.uniqueArray(definition, { selector: ({ id }) => id });

const byId = (definitions: readonly QueryDefinition[]) => new Map(definitions.map((one) => [one.id, one]));
const runsOf = ({ lastRun, history = [] }: QueryDefinition) => [...(lastRun ? [lastRun] : []), ...history].map(({ at }) => at);

describe("two people's copies of a workbook's queries", () => {
  test("merge to the same whoever begins, and merging again changes nothing", () => {
    fc.assert(
      fc.property(copy, copy, copy, (one, other, third) => {
        const merged = mergeDefinitions([one, other, third]);
        expect(byId(mergeDefinitions([third, one, other]))).toEqual(byId(merged));
        expect(mergeDefinitions([merged, merged])).toEqual(merged);
      }),
    );
  });

  test("lose no query and no run", () => {
    fc.assert(
      fc.property(copy, copy, (one, other) => {
        const merged = byId(mergeDefinitions([one, other]));
        expect([...merged.keys()].sort()).toEqual([...new Set([...one, ...other].map(({ id }) => id))].sort());
        for (const definition of [...one, ...other]) expect(runsOf(merged.get(definition.id)!)).toEqual(expect.arrayContaining(runsOf(definition)));
      }),
    );
  });

  test("have what a person chose from the last change, and the table from the last run", () => {
    fc.assert(
      fc.property(copy, copy, (one, other) => {
        for (const { id, name, tableId, lastRun } of mergeDefinitions([one, other])) {
          const copies = [...one, ...other].filter((each) => each.id === id);
          expect(name).toBe(`changed at ${Math.max(...copies.map(({ changedAt = 0 }) => changedAt))}`);
          expect(tableId).toBe(`written at ${Math.max(...copies.map((each) => each.lastRun?.at ?? 0))}`);
          expect(lastRun?.at ?? 0).toBe(Math.max(...copies.map((each) => each.lastRun?.at ?? 0)));
        }
      }),
    );
  });

  test("keep no more runs than one copy may", () => {
    const long = (first: number): QueryDefinition => ({
      id: "a",
      name: "",
      sql: "",
      connection: "",
      maxRows: null,
      tableId: "t",
      schedule: { onOpen: false, repeat: null },
      lastRun: { at: first + 100, rows: 0, complete: true, reasons: [], error: null },
      history: Array.from({ length: mostHistory }, (_, index) => ({ at: first + 99 - index, rows: 0, complete: true, reasons: [], error: null })),
    });
    expect(mergeDefinitions([[long(0)], [long(50)]])[0]?.history).toHaveLength(mostHistory);
  });
});
