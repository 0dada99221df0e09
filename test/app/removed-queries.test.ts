import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createDefinitionPart } from "../../src/app/definition-part";
import { renamed } from "../../src/app/definition-edits";
import { definitionsNamespace, readDefinitions, writeDefinitions } from "../../src/app/definitions-xml";
import type { QueryDefinition } from "../../src/app/query-definition";
import { keptRemoved, longestRemoved, mostRemoved, notRemoved, type RemovedQuery } from "../../src/app/removed-queries";
import { going } from "./harness";
import { createMemoryWorkbook, type MemoryWorkbook } from "./memory-workbook";

const query = (id: string, more: Partial<QueryDefinition> = {}): QueryDefinition => ({
  id,
  name: id,
  sql: "SELECT 1",
  connection: "acme",
  maxRows: null,
  tableId: id,
  schedule: { onOpen: false, repeat: null },
  lastRun: null,
  ...more,
});

/** The queries of a workbook at a time that a test sets. */
function openPart(workbook: MemoryWorkbook) {
  const clock = { now: 1_000 };
  const part = createDefinitionPart(workbook, () => clock.now);
  const ids = async () => (await part.read(going())).definitions.map(({ id }) => id);
  const at = (now: number, edit: Parameters<typeof part.change>[0]) => {
    clock.now = now;
    return part.change(edit, going());
  };
  const remove = (id: string, now: number) => at(now, (all) => all.filter((one) => one.id !== id));
  return { ids, at, remove, read: () => part.read(going()) };
}

/** A workbook with the queries `a` and `b`, and a copy of it that somebody else goes on with. */
function copied() {
  const [mine, theirs] = [createMemoryWorkbook(), createMemoryWorkbook()];
  for (const { parts } of [mine, theirs]) parts.set(definitionsNamespace, writeDefinitions({ definitions: [query("a"), query("b")], unread: [] }));
  /** A workbook that got the parts of both. */
  const merged = () => {
    const both = createMemoryWorkbook();
    for (const { parts } of [theirs, mine]) both.parts.set(both.parts.size === 0 ? definitionsNamespace : `${definitionsNamespace}#2`, parts.get(definitionsNamespace)!);
    return both;
  };
  return { mine: openPart(mine), theirs: openPart(theirs), merged };
}

describe("a query that was removed in one of two copies of a workbook", () => {
  test("stays removed when the copies become one, and when they are written", async () => {
    const { mine, merged } = copied();
    await mine.remove("a", 2_000);
    const workbook = merged();
    const both = openPart(workbook);
    expect(await both.ids()).toEqual(["b"]);
    await both.at(3_000, renamed("b", "Other", 3_000));
    expect([workbook.parts.size, await both.ids()]).toEqual([1, ["b"]]);
  });

  test("stays removed although the other copy ran it later, or changed it before", async () => {
    const { mine, theirs, merged } = copied();
    await theirs.at(1_500, renamed("a", "Before", 1_500));
    await mine.remove("a", 2_000);
    const lastRun = { at: 9_000, rows: 1, complete: true, reasons: [], error: null };
    await theirs.at(9_000, (all) => all.map((one) => ({ ...one, lastRun })));
    expect(await openPart(merged()).ids()).toEqual(["b"]);
  });

  test("is there again when the other copy changed it after that, and can be removed for good", async () => {
    const { mine, theirs, merged } = copied();
    await mine.remove("a", 2_000);
    await theirs.at(2_500, renamed("a", "Kept", 2_500));
    const both = openPart(merged());
    expect(await both.ids()).toEqual(["a", "b"]);
    await both.remove("a", 3_000);
    expect(await both.ids()).toEqual(["b"]);
  });

  test("can be removed by a computer whose clock is behind the one of its last change", async () => {
    const { mine, theirs, merged } = copied();
    for (const part of [mine, theirs]) await part.at(5_000, renamed("a", "Ahead", 5_000));
    await mine.remove("a", 2_000);
    expect(await openPart(merged()).ids()).toEqual(["b"]);
  });
});

const removal: fc.Arbitrary<RemovedQuery> = fc.record({ id: fc.stringMatching(/^[a-e]$/), at: fc.nat(20) }, { noNullPrototype: true });

describe("removals", () => {
  test("are read as they were written", () => {
    fc.assert(
      fc.property(fc.array(removal, { minLength: 1 }), (removed) => {
        expect(readDefinitions(writeDefinitions({ definitions: [], unread: [], removed }))).toEqual({ ok: true, value: { definitions: [], unread: [], removed } });
      }),
    );
  });

  test("take away the same queries in whatever order they come, also when they are merged before", () => {
    const definitions = [..."abcde"].map((id, index) => query(id, { changedAt: index * 4 }));
    fc.assert(
      fc.property(fc.array(removal), (removed) => {
        const left = notRemoved(definitions, removed);
        expect(notRemoved(definitions, removed.toReversed())).toEqual(left);
        const kept = keptRemoved(removed, left, 20);
        expect(notRemoved(definitions, kept)).toEqual(left);
        expect(keptRemoved(kept, left, 20)).toEqual(kept);
      }),
    );
  });

  test("are kept for a year, and the last ones only where there are many", () => {
    const removed = Array.from({ length: mostRemoved + 50 }, (_, index) => ({ id: `q${index}`, at: index }));
    const kept = keptRemoved(removed, [], 1_000);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([mostRemoved, { id: "q249", at: 249 }, { id: "q50", at: 50 }]);
    expect(keptRemoved(removed, [], longestRemoved + 200).map(({ at }) => at).toSorted((a, b) => a - b)[0]).toBe(201);
  });

  test("that cannot be read are written back as they came", () => {
    const later = '<removed when="long ago"/>';
    const read = readDefinitions(`<queries version="1">${later}</queries>`);
    expect(read.ok && writeDefinitions(read.value)).toContain(later);
  });
});
