import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { LastRun, QueryDefinition } from "../../src/app/app-api";
import { definitionsNamespace, readDefinitions, writeDefinitions } from "../../src/app/definitions-xml";
import { readXml, writeXml } from "../../src/app/xml";
import type { Repeat, Weekday } from "../../src/app/repeat";

const text = fc.string();
const count = fc.integer({ min: 0, max: 1e12 });
const value = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)), fc.constant(null));
const parameters = fc.oneof(fc.array(value), fc.dictionary(fc.stringMatching(/^[a-z]+$/), value, { noNullPrototype: true }));
const code = fc.constantFrom("ROW_LIMIT", "PERMISSION", "CANCELLED", "EVENT_WINDOW", "NOT_ENABLED", "SEARCH_LAG", "LIST_CUT" as const);
const lastRun: fc.Arbitrary<LastRun> = fc.record(
  {
    at: count,
    rows: count,
    complete: fc.boolean(),
    reasons: fc.array(fc.record({ code, message: text }), { maxLength: 3 }),
    requests: count,
    elapsedMs: count,
    asOf: count,
    cause: fc.constantFrom("insert", "person", "opening", "schedule", "cell"),
    added: count,
    changed: count,
    gone: count,
    note: text,
    mode: fc.constantFrom("test", "live"),
    error: fc.option(text),
  },
  { requiredKeys: ["at", "rows", "complete", "reasons", "error"], noNullPrototype: true },
);
const zone = fc.constantFrom("UTC", "Europe/Berlin");
const at = fc.constantFrom("00:00", "07:30", "23:59");
const repeat: fc.Arbitrary<Repeat> = fc.oneof(
  fc.record({ kind: fc.constant("every"), minutes: fc.integer({ min: 1, max: 1e4 }) } as const, { noNullPrototype: true }),
  fc.record({ kind: fc.constant("hourly"), minute: fc.nat(59), zone } as const, { noNullPrototype: true }),
  fc.record({ kind: fc.constant("daily"), at, zone } as const, { noNullPrototype: true }),
  fc.record({ kind: fc.constant("weekly"), days: fc.subarray([1, 2, 3, 4, 5, 6, 7] as Weekday[], { minLength: 1 }), at, zone } as const, { noNullPrototype: true }),
  fc.record({ kind: fc.constant("monthly"), day: fc.oneof(fc.constant("last" as const), fc.integer({ min: 1, max: 28 })), at, zone } as const, { noNullPrototype: true }),
);
const definition: fc.Arbitrary<QueryDefinition> = fc.record({
    id: fc.uuid(),
    name: text,
    sql: text,
    connection: text,
    maxRows: fc.option(fc.integer({ min: 1, max: 1e6 })),
    tableId: fc.uuid(),
    tableName: text,
    columns: fc.array(fc.record({ header: text, columnId: fc.nat() }, { noNullPrototype: true })),
    schedule: fc.record(
      { onOpen: fc.boolean(), repeat: fc.option(repeat), onChange: text, onChangeSheet: text, owner: text },
      { requiredKeys: ["onOpen", "repeat"], noNullPrototype: true },
    ),
    lastRun: fc.option(lastRun),
    parameters,
    builder: fc.record({ table: text, columns: fc.array(text), required: fc.dictionary(text, text, { noNullPrototype: true }) }, { noNullPrototype: true }),
    deletesGone: fc.constant(true as const),
    evidence: fc.constant(true as const),
    history: fc.array(lastRun, { maxLength: 3 }),
    changedAt: fc.integer({ min: 1, max: 1e12 }),
    paused: text,
  }, { requiredKeys: ["id", "name", "sql", "connection", "maxRows", "tableId", "schedule", "lastRun"], noNullPrototype: true });

describe("query definitions in the workbook", () => {
  test("what is written is read back", () => {
    fc.assert(
      fc.property(fc.array(definition, { maxLength: 4 }), (definitions) => {
        expect(readDefinitions(writeDefinitions({ definitions, unread: [] }))).toEqual({ ok: true, value: { definitions, unread: [] } });
      }),
    );
  });

  test("a run that an earlier version noted is read without the figures that it did not note", () => {
    const earlier = '<query id="1" name="" connection="" tableId="t"><sql/><lastRun at="1" rows="2" complete="true"/></query>';
    expect(readDefinitions(`<queries version="1">${earlier}</queries>`)).toMatchObject({
      ok: true,
      value: { definitions: [{ lastRun: { at: 1, rows: 2, complete: true, reasons: [], error: null } }], unread: [] },
    });
  });

  test("minutes that an earlier version noted with the query are its repeat", () => {
    const earlier = '<query id="1" name="" connection="" tableId="t" everyMinutes="15"><sql/></query>';
    expect(readDefinitions(`<queries version="1">${earlier}</queries>`)).toMatchObject({
      ok: true,
      value: { definitions: [{ schedule: { onOpen: false, repeat: { kind: "every", minutes: 15 } } }], unread: [] },
    });
  });

  test("what a later version notes with a query is written back as it came, and does not hide the query", () => {
    const later = '<query colour="blue" id="1" name="" connection="" tableId="t" onOpen="false"><sql/><chart kind="bar"><axis/></chart></query>';
    const read = readDefinitions(`<queries version="1">${later}</queries>`);
    const stored = read.ok ? read.value : { definitions: [], unread: [] };
    expect(stored).toMatchObject({ definitions: [{ id: "1" }], unread: [] });
    expect(writeDefinitions(stored)).toContain(later);
  });

  test.each([
    ["with a run", '<query id="1" name="" connection="" tableId="t" onOpen="false"><sql/><lastRun colour="blue" at="1" rows="2" complete="true"><chart/></lastRun></query>'],
    [
      "with a run of the history",
      '<query id="1" name="" connection="" tableId="t" onOpen="false"><sql/><history><run colour="blue" at="1" rows="2" complete="true"><chart/></run></history></query>',
    ],
    ["as the cause of a run", '<query id="1" name="" connection="" tableId="t" onOpen="false"><sql/><lastRun cause="dream" at="1" rows="2" complete="true"/></query>'],
    ["beside the queries", '<folder name="Month end"><member id="1"/></folder>'],
  ])("what a later version notes %s is written back as it came, and is no damage", (_, later) => {
    const read = readDefinitions(`<queries colour="blue" version="1">${later}</queries>`);
    const stored = read.ok ? read.value : { definitions: [], unread: [] };
    expect(stored.unread).toEqual([]);
    expect(writeDefinitions(stored)).toBe(`<queries colour="blue" xmlns="${definitionsNamespace}" version="1">${later}</queries>`);
  });

  test("the part carries its own namespace and version 1", () => {
    expect(writeDefinitions({ definitions: [], unread: [] })).toBe(`<queries xmlns="${definitionsNamespace}" version="1"/>`);
  });

  test("a part of a later version is told apart from a damaged one", () => {
    expect(readDefinitions('<queries version="2"><anything/></queries>')).toEqual({ ok: false, failure: "newer" });
    for (const damaged of ["", "<queries>", '<other version="1"/>', "<queries/>"]) {
      expect(readDefinitions(damaged)).toEqual({ ok: false, failure: "broken" });
    }
  });

  test.each([
    ["an interval that is no number", '<query id="1" name="" connection="" tableId="t" everyMinutes="soon"><sql/></query>'],
    ["a repeat that names no time", '<query id="1" name="" connection="" tableId="t"><sql/><repeat kind="daily" at="25:00" zone="UTC"/></query>'],
    ["a repeat in no zone", '<query id="1" name="" connection="" tableId="t"><sql/><repeat kind="daily" at="07:00" zone="Mars"/></query>'],
    ["a repeat of an unknown kind", '<query id="1" name="" connection="" tableId="t"><sql/><repeat kind="yearly"/></query>'],
    ["a repeat that never rests", '<query id="1" name="" connection="" tableId="t"><sql/><repeat kind="every" minutes="0.001"/></query>'],
    ["an interval that never rests", '<query id="1" name="" connection="" tableId="t" everyMinutes="0.001"><sql/></query>'],
    ["a repeat beyond all calendars", '<query id="1" name="" connection="" tableId="t"><sql/><repeat kind="every" minutes="1e300"/></query>'],
    ["a run before all calendars", '<query id="1" name="" connection="" tableId="t"><sql/><lastRun at="-8e15" rows="1"/></query>'],
    ["a run beyond all calendars", '<query id="1" name="" connection="" tableId="t"><sql/><lastRun at="8e15" rows="1"/></query>'],
    ["a run at no time", '<query id="1" name="" connection="" tableId="t"><sql/><lastRun at="x" rows="1"/></query>'],
    ["an unknown reason", '<query id="1" name="" connection="" tableId="t"><sql/><lastRun at="1" rows="1"><reason code="X"/></lastRun></query>'],
    ["a parameter of no type", '<query id="1" name="" connection="" tableId="t"><sql/><parameters by="order"><parameter>1</parameter></parameters></query>'],
  ])("a query with %s is not shown, but written back as it came, beside those that can be read", (_, query) => {
    const read = readDefinitions(`<queries version="1">${query}<query id="2" name="" connection="" tableId="t"><sql/></query></queries>`);
    const stored = read.ok ? read.value : { definitions: [], unread: [] };
    expect(stored.definitions.map(({ id }) => id)).toEqual(["2"]);
    expect(writeDefinitions(stored)).toContain(writeXml(readXml(query)!));
  });
});
