import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createQueryEngine } from "../../src/query/engine";
import type { SqlValue } from "../../src/table/column";
import type { RowBlock } from "../../src/table/row-block";
import type { ReadContext, ScanRequest } from "../../src/table/row-source";
import type { Table } from "../../src/table/table";
import { createMemorySource, type MemoryTable } from "../fakes/memory-source";
import { withNumberedBlocks } from "../fakes/numbered-blocks";
import { loadSqlite, testNow } from "./harness";
import { wellFormed } from "./well-formed";

const table = (name: string, columns: Table["columns"]): Table => ({ name, doc: "", key: "id", columns, filters: [], newestFirst: null, defaultColumns: ["id"] });
const owners = table("owners", [{ name: "id", type: "text" }, { name: "label", type: "text" }]);
const things = table("things", [
  { name: "id", type: "text" },
  { name: "repeated", type: "text" },
  { name: "alone", type: "text" },
  { name: "number", type: "real" },
  { name: "none", type: "text" },
  { name: "owner", type: "text" },
]);

async function ask(tables: readonly MemoryTable[], statements: readonly string[]): Promise<readonly (readonly (readonly SqlValue[])[])[]> {
  const engine = createQueryEngine(await loadSqlite(), withNumberedBlocks(createMemorySource(tables, { pageSize: 7 })), { now: () => testNow });
  const answers = await Promise.all(statements.map((sql) => engine.run({ sql }, { signal: new AbortController().signal })));
  engine.close();
  return answers.map(({ rows }) => rows);
}

const oddTexts = ["", "a", "ß", "山田", "😀", "\ud800 alone", "x\0y", "\0", "z".repeat(70), `${"z".repeat(63)}ß`, "w".repeat(30_000), `${"w".repeat(25_000)}\0end`, "v".repeat(1_200_000), "\ufeff", "\ufeffname with a mark of byte order"];

const keys = oddTexts.map(wellFormed);

describe("cells that SQLite is given", () => {
  /** Each text in several rows, so that it comes again. */
  const rows = Array.from({ length: 4 * oddTexts.length }, (_, index) => {
    const text = oddTexts[index % oddTexts.length]!;
    return [`id ${index}`, text, text, index / 4, null, wellFormed(text)];
  });
  const tables = [
    { table: things, rows },
    { table: owners, rows: keys.map((text) => [text, text]) },
  ];

  test("come out as they went in: empty, long, with a zero, beyond ASCII, halves of characters, after a mark of byte order", async () => {
    const [all] = await ask(tables, ["SELECT repeated, alone, number, none FROM things"]);
    const expected = rows.map(([, repeated, alone, number]) => [wellFormed(String(repeated)), wellFormed(String(alone)), number, null]);
    expect(all?.map(([one]) => one)).toEqual(expected.map(([one]) => one));
    expect(all?.map(([, ...others]) => others)).toEqual(expected.map(([, ...others]) => others));
  });

  test("are what sorters, aggregates, windows and rows put aside keep of them until the end", async () => {
    const [sorted, most, windowed, aside] = await ask(tables, [
      "SELECT DISTINCT repeated FROM things ORDER BY 1",
      "SELECT min(repeated), max(repeated), group_concat(DISTINCT length(repeated)) FROM things WHERE repeated <> ''",
      "SELECT repeated, first_value(repeated) OVER (ORDER BY repeated), count(*) OVER (PARTITION BY repeated) FROM things ORDER BY id",
      "WITH aside AS MATERIALIZED (SELECT repeated AS text FROM things) SELECT a.text FROM aside a JOIN aside b ON a.text = b.text WHERE a.text > 'v'",
    ]);
    const inOrder = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(sorted?.flat()).toEqual(inOrder);
    expect(most?.[0]?.slice(0, 2)).toEqual([inOrder[1], inOrder.at(-1)]);
    expect(windowed?.map(([text]) => text).sort()).toEqual(rows.map(([, text]) => wellFormed(String(text))).sort());
    expect(new Set(windowed?.map(([, first, count]) => `${first}:${count}`))).toEqual(new Set([":4"]));
    expect(aside?.length).toBe(16 * keys.filter((text) => text > "v").length);
  });

  test("are compared with values of the statement as they are, one and several", async () => {
    const marked = "\ufeffname with a mark of byte order";
    const found = await ask(tables, [
      `SELECT count(*), min(repeated) FROM things WHERE alone = '${marked}'`,
      `SELECT count(*), min(label) FROM owners WHERE id IN ('${marked}', 'a')`,
    ]);
    expect(found).toEqual([[[4, marked]], [[2, "a"]]]);
  });

  test("find their rows by key as well, the same ones again and again", async () => {
    const [joined] = await ask(tables, ["SELECT o.label FROM things t JOIN owners o ON o.id = t.owner ORDER BY t.number"]);
    expect(joined?.flat()).toEqual(rows.map(([, text]) => wellFormed(String(text))));
  });
});

describe("a cell that cannot be handed over", () => {
  test("fails its statement with what went wrong, and leaves SQLite as it was", async () => {
    const sqlite = await loadSqlite();
    const stackPointer = (): unknown => (sqlite.wasm.exports as { emscripten_stack_get_current: () => number }).emscripten_stack_get_current();
    let isBroken = true;
    const noMemory = new RangeError("Array buffer allocation failed");
    const values = new Proxy(["a"], {
      get(target, name) {
        if (isBroken && name === "0") throw noMemory;
        return Reflect.get(target, name) as unknown;
      },
    });
    const source = withNumberedBlocks(createMemorySource([{ table: owners, rows: [["a", "a"]] }]));
    async function* scanBlocks(request: ScanRequest, context: ReadContext): AsyncGenerator<RowBlock> {
      for await (const { count, columns } of source.scanBlocks(request, context)) {
        yield { count, columns: columns.map(() => ({ values, numbers: Uint32Array.of(0) })) };
      }
    }
    const engine = createQueryEngine(sqlite, { ...source, scanBlocks }, { now: () => testNow });
    const run = () => engine.run({ sql: "SELECT label FROM owners ORDER BY label" }, { signal: new AbortController().signal });
    const before = stackPointer();
    await expect(run()).rejects.toMatchObject({ code: "INTERNAL", cause: noMemory });
    expect(stackPointer()).toBe(before);
    isBroken = false;
    expect((await run()).rows).toEqual([["a"]]);
    engine.close();
  });
});

describe("cells of any table, numbered or not", () => {
  const text = fc.oneof(fc.constantFrom("usd", "eur", null), fc.string({ unit: "binary", maxLength: 5 }));
  const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger(), fc.constant(null));

  test("are those of the rows", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text, number), { maxLength: 60 }), async (given) => {
        const rows = given.map(([repeated, alone, value], index) => [`id ${index}`, repeated, alone, value, null, null]);
        const [found] = await ask([{ table: things, rows }], ["SELECT repeated, alone, number FROM things"]);
        const expected = given.map(([one, other, value]) => [one === null ? null : wellFormed(one), other === null ? null : wellFormed(other), value === 0 ? 0 : value]);
        expect(found).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});
