import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { catalogTables, findCatalogTable } from "../../../src/catalog/catalog";
import { judgementOf } from "../../../src/catalog/judgement";
import { createDecoders } from "../../../src/stripe/decode-value";
import { declareTable, type TablePlan } from "../../../src/stripe/declare-table";
import { searchQueryOf } from "../../../src/stripe/search/search-query";
import { createTimeZone } from "../../../src/stripe/time-zone";
import type { SqlValue } from "../../../src/table/column";
import { unconditional } from "../../../src/table/conditions";
import type { Conditions, Narrowing, Range } from "../../../src/table/row-source";
import { matchesSearch } from "./search-language";

const berlin = planIn("Europe/Berlin");
const planOf = planIn("UTC");

function planIn(timeZone: string): (name: string) => TablePlan {
  const zone = createTimeZone(timeZone);
  return (name) => {
    const catalog = findCatalogTable(name);
    if (catalog === undefined) throw new Error(name);
    return declareTable(catalog, judgementOf(catalog), { zone, decoders: createDecoders(zone), tableOf: () => undefined, search: true });
  };
}

function narrowing(parts: Partial<Narrowing>): Narrowing {
  return { ...unconditional, contains: {}, metadata: {}, ...parts };
}

describe("what is asked of a search", () => {
  test("is a part of an email, as its longest run of letters and digits", () => {
    const query = searchQueryOf(planOf("customers"), unconditional, narrowing({ contains: { email: "@rocket-rides.io" } }));
    expect(query).toBe('email~"rocket"');
  });

  test("has the conditions that the list takes too", () => {
    const conditions = { ...unconditional, ranges: { created: { gte: "2026-01-01", lt: "2026-02-01" } } };
    const query = searchQueryOf(planOf("charges"), conditions, narrowing({ ranges: { amount: { gt: 99.5, lte: 2000.5 } } }));
    expect(query).toBe("amount>=99 AND amount<=2001 AND created>=1767225600 AND created<=1769904000");
  });

  test("is a value of metadata, with quotes escaped", () => {
    const query = searchQueryOf(planOf("charges"), unconditional, narrowing({ metadata: { order: '6" pipe' } }));
    expect(query).toBe('metadata["order"]:"6\\" pipe"');
  });

  test("is what is disputed, but not what is not: that is nearly everything", () => {
    const disputed = (value: SqlValue): string | null =>
      searchQueryOf(planOf("charges"), unconditional, narrowing({ equals: { disputed: value } }));
    expect([disputed(1), disputed(0)]).toEqual(['disputed:"true"', null]);
  });

  test("is what is not refunded as the contrary of what is: false means refunded in part", () => {
    const query = searchQueryOf(planOf("charges"), unconditional, narrowing({ equals: { refunded: 0 }, ranges: { amount: { gte: 5 } } }));
    expect(query).toBe('amount>=5 AND -refunded:"true"');
  });

  test("is a range of a time that lists do not take, widened by a repeated hour", () => {
    const query = searchQueryOf(berlin("subscriptions"), unconditional, narrowing({ ranges: { canceled_at: { gte: "2026-10-25 02:30:00", lte: "2026-10-25 02:30:00" } } }));
    expect(query).toBe("canceled_at>=1792888200 AND canceled_at<=1792891800");
  });
});

describe("no search is made", () => {
  const acme = narrowing({ contains: { name: "acme" } });

  test.each([
    ["for a condition that leaves few rows of the list", "customers", { email: "a@b.io" }, acme],
    ["for a currency or a status alone", "charges", {}, narrowing({ equals: { currency: "eur", status: "failed" } })],
    ["without anything to narrow by", "customers", {}, narrowing({})],
    ["for parts of fewer than three letters", "customers", {}, narrowing({ contains: { name: "a.bc" } })],
    ["for a table without a search", "refunds", {}, narrowing({ metadata: { k: "v" } })],
    ["for a text with a backslash", "charges", {}, narrowing({ metadata: { k: "a\\b" } })],
    ["for the word that means an absent value", "charges", {}, narrowing({ metadata: { k: "Null" } })],
    ["for numbers below zero", "invoices", {}, narrowing({ ranges: { total: { lt: -5 } } })],
  ] as const)("%s", (...[, table, equals, asked]) => {
    expect(searchQueryOf(planOf(table), { ...unconditional, equals }, asked)).toBeNull();
  });

  test("where the connection does not allow it", () => {
    const catalog = findCatalogTable("customers")!;
    const zone = createTimeZone("UTC");
    const plan = declareTable(catalog, judgementOf(catalog), { zone, decoders: createDecoders(zone), tableOf: () => undefined });
    expect([searchQueryOf(plan, unconditional, acme), plan.table.filters.some(({ searched }) => searched)]).toEqual([null, false]);
  });
});

test("at most ten clauses are sent, those that narrow most first", () => {
  const metadata = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`k${index}`, "v"]));
  const query = searchQueryOf(planOf("charges"), unconditional, narrowing({ equals: { currency: "eur" }, metadata }));
  expect(query?.split(" AND ")).toEqual(Array.from({ length: 10 }, (_, index) => `metadata["k${index}"]:"v"`));
});

describe("every table with a search offers what only the search takes, and metadata", () => {
  test.each([
    ["charges", "amount equal, amount range, currency equal, disputed equal, refunded equal, status equal"],
    ["customers", "email contains, name equal, name contains, phone equal, phone contains"],
    [
      "invoices",
      "currency equal, last_finalization_error_code equal, last_finalization_error_type equal, number equal, number contains, " +
        "receipt_number equal, receipt_number contains, status contains, total equal, total range",
    ],
    ["payment_intents", "amount equal, amount range, currency equal, status equal"],
    ["prices", "lookup_key equal, lookup_key contains, product contains"],
    ["products", "description equal, description contains, name equal, name contains, url contains"],
    ["subscriptions", "canceled_at equal, canceled_at range"],
  ])("%s", (name, offered) => {
    const searched = planOf(name).table.filters.filter((filter) => filter.searched);
    expect(searched.map(({ column, kind }) => `${column} ${kind}`).join(", ")).toBe(`${offered}, metadata equal`);
  });

  test("no other table does", () => {
    const tables = catalogTables().filter(({ name }) => planOf(name).table.filters.some(({ searched }) => searched));
    expect(tables).toHaveLength(7);
  });
});

/** Texts that are alike in one respect or another, so that conditions often hold, and often nearly. */
const text = fc.oneof(
  fc.constantFrom("Acme GmbH", "acme", "ACME & Söhne", "Søren Ünal", "cafe\u0301 noir", "café noir", "amy@rocket-rides.io", "Null", "a\\b", 'six" pipe', "  acme ", "ﬁscal", "ǅ abc", ""),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom("a", "A", "b", "1", "@", ".", " ", "ü", "\u0301", '"'), maxLength: 8 }),
);
const second = fc.integer({ min: 1_792_870_000, max: 1_792_900_000 });
const count = fc.integer({ min: -50, max: 50 });

const customer = fc.record({ email: fc.option(text), name: fc.option(text), phone: fc.option(text), created: second, metadata: fc.dictionary(fc.constantFrom("k", "order id", 'a"b'), text) });
const charge = fc.record({ amount: count, currency: fc.constantFrom("eur", "usd"), disputed: fc.boolean(), refunded: fc.boolean(), created: second, metadata: fc.dictionary(fc.constant("k"), text) });
const subscription = fc.record({ canceled_at: fc.option(second), created: second, status: fc.constantFrom("active", "canceled"), metadata: fc.dictionary(fc.constant("k"), text) });

const timeText = second.map((instant) => createTimeZone("Europe/Berlin").toText(instant));
const rangeOf = (value: fc.Arbitrary<SqlValue>): fc.Arbitrary<Range> =>
  fc.record({ gt: value, gte: value, lt: value, lte: value }, { requiredKeys: [] });
const number = fc.oneof(count, fc.double({ min: -50, max: 50, noNaN: true }));

const cases = {
  customers: { object: customer, texts: ["name", "phone"], numbers: [], times: ["created"], flags: [] },
  charges: { object: charge, texts: ["currency"], numbers: ["amount"], times: ["created"], flags: ["disputed", "refunded"] },
  subscriptions: { object: subscription, texts: ["status"], numbers: [], times: ["created", "canceled_at"], flags: [] },
} as const;

const choose = (columns: readonly string[], value: fc.Arbitrary<SqlValue>): fc.Arbitrary<Record<string, SqlValue>> =>
  columns.length === 0 ? fc.constant({}) : fc.dictionary(fc.constantFrom(...columns), value, { maxKeys: 2 });

function askedOf({ texts, numbers, times, flags }: { readonly [K in "texts" | "numbers" | "times" | "flags"]: readonly string[] }): fc.Arbitrary<Narrowing> {
  return fc.record({
    equals: fc
      .tuple(choose(texts, fc.oneof(text, fc.constantFrom("eur", "active"))), choose(flags, fc.constantFrom(0, 1)), choose(numbers, number), choose(times, timeText))
      .map((parts) => Object.assign({}, ...parts) as Record<string, SqlValue>),
    ranges: fc
      .tuple(fc.dictionary(fc.constantFrom(...numbers, "none"), rangeOf(number), { maxKeys: 1 }), fc.dictionary(fc.constantFrom(...times), rangeOf(timeText), { maxKeys: 1 }))
      .map(([a, b]) => ({ ...a, ...b })),
    contains: choose(texts, text) as fc.Arbitrary<Record<string, string>>,
    metadata: fc.dictionary(fc.constantFrom("k", "order id", 'a"b'), text, { maxKeys: 2 }),
  });
}

/** What SQLite keeps of the rows. */
function meets(plan: TablePlan, object: Readonly<Record<string, unknown>>, asked: Narrowing | Conditions): boolean {
  const read = (column: string): SqlValue => plan.columns.get(column)?.read({ object, asked: {} }) ?? null;
  const metadata = (object["metadata"] ?? {}) as Record<string, unknown>;
  const ascii = (value: string): string => value.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return (
    Object.entries(asked.equals).every(([column, value]) => read(column) === value) &&
    Object.entries(asked.ranges).every(([column, range]) => column === "none" || inRange(read(column), range)) &&
    Object.entries("contains" in asked ? asked.contains : {}).every(([column, part]) => {
      const value = read(column);
      return typeof value === "string" && ascii(value).includes(ascii(part));
    }) &&
    Object.entries("metadata" in asked ? asked.metadata : {}).every(([key, value]) => metadata[key] === value)
  );
}

function inRange(value: SqlValue, { gt, gte, lt, lte }: Range): boolean {
  if (value === null) return false;
  const holds = (bound: SqlValue | undefined, compare: (bound: string | number) => boolean): boolean =>
    bound === undefined || (bound !== null && compare(bound));
  return holds(gt, (b) => value > b) && holds(gte, (b) => value >= b) && holds(lt, (b) => value < b) && holds(lte, (b) => value <= b);
}

describe("rows that SQL keeps are among those that the search finds", () => {
  test.each(Object.entries(cases))("%s", (name, kind) => {
    const plan = berlin(name);
    let searches = 0;
    let kept = 0;
    fc.assert(
      fc.property(fc.array(kind.object as fc.Arbitrary<Record<string, unknown>>, { maxLength: 20 }), askedOf(kind), fc.boolean(), (objects, asked, borrow) => {
        const narrow = borrow && objects[0] !== undefined ? borrowed(plan, objects[0], asked) : asked;
        const query = searchQueryOf(plan, unconditional, narrow);
        if (query === null) return;
        searches++;
        for (const object of objects.filter((one) => meets(plan, one, narrow))) {
          kept++;
          expect({ query, object, found: matchesSearch(query, object) }).toEqual({ query, object, found: true });
        }
      }),
      { numRuns: 1_000 },
    );
    expect([searches > 50, kept > 25]).toEqual([true, true]);
  });
});

/** The same columns, with values that one object has, so that the conditions hold at least once. */
function borrowed(plan: TablePlan, object: Readonly<Record<string, unknown>>, asked: Narrowing): Narrowing {
  const read = (column: string): SqlValue => plan.columns.get(column)?.read({ object, asked: {} }) ?? null;
  const metadata = (object["metadata"] ?? {}) as Record<string, string>;
  const texts = Object.keys(asked.contains).flatMap((column) => {
    const value = read(column);
    return typeof value === "string" ? [[column, value.slice(1)] as const] : [];
  });
  return {
    equals: Object.fromEntries(Object.keys(asked.equals).map((column) => [column, read(column)])),
    ranges: Object.fromEntries(
      Object.keys(asked.ranges).flatMap((column) => (read(column) === null ? [] : [[column, { gte: read(column), lte: read(column) }]])),
    ),
    contains: Object.fromEntries(texts),
    metadata: Object.fromEntries(Object.keys(asked.metadata).flatMap((key) => (metadata[key] === undefined ? [] : [[key, metadata[key]]]))),
  };
}
