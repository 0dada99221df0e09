import { expect, test, describe } from "@jest/globals";
import fc from "fast-check";
import { createQueryEngine } from "../../src/query/engine";
import type { Table } from "../../src/table/table";
import { createMemorySource } from "../fakes/memory-source";
import { withNumberedBlocks } from "../fakes/numbered-blocks";
import { loadSqlite, testNow } from "./harness";
import { makeReference } from "./reference";

const tableOf = (name: string, columns: readonly string[]): Table => ({
  name,
  doc: "",
  key: "id",
  columns: columns.map((column) => ({ name: column, type: "text" })),
  filters: [],
  newestFirst: null,
  defaultColumns: ["id"],
});
const things = tableOf("things", ["id", "a", "b", "c", "owner"]);
const owners = tableOf("owners", ["id", "label", "boss"]);

/** Statements that put texts aside for later in every way that SQLite has. */
const statements = [
  "SELECT a, group_concat(c, '|') OVER (PARTITION BY a ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM things ORDER BY id",
  "SELECT lag(b) OVER w, lead(c, 2, 'none') OVER w, first_value(a) OVER w, last_value(owner) OVER w FROM things WINDOW w AS (PARTITION BY owner ORDER BY b, id) ORDER BY id",
  "SELECT a, min(b), max(c), count(DISTINCT b), max(a || b) FROM things GROUP BY a HAVING max(c) > 'a' ORDER BY 1",
  "WITH RECURSIVE up(id, label, boss, n) AS (SELECT id, label, boss, 0 FROM owners UNION SELECT o.id, o.label, o.boss, n + 1 FROM owners o JOIN up ON o.id = up.boss WHERE n < 4) SELECT * FROM up ORDER BY 1, 2, 3, 4",
  "SELECT t.id, (SELECT label FROM owners o WHERE o.id = t.owner), (SELECT max(label) FROM owners o WHERE o.boss = t.owner), t.b IN (SELECT b FROM things x WHERE x.id > t.id) FROM things t ORDER BY 1",
  "SELECT DISTINCT o.label, p.label FROM things t LEFT JOIN owners o ON o.id = t.owner LEFT JOIN owners p ON p.id = o.boss ORDER BY 1, 2",
  "SELECT x.a, y.b FROM (SELECT a, owner FROM things ORDER BY a LIMIT 5) x JOIN (SELECT b, owner FROM things ORDER BY b DESC LIMIT 7 OFFSET 2) y ON x.owner = y.owner ORDER BY 1, 2",
  "SELECT a FROM things UNION SELECT b FROM things EXCEPT SELECT label FROM owners ORDER BY 1",
  "SELECT substr(b, 2), replace(c, 'a', b), coalesce(nullif(a, b), c), iif(a > b, a, b), printf('%s-%s', a, b) FROM things ORDER BY id",
  "SELECT json_group_array(a), json_group_object(id, b) FROM (SELECT * FROM things ORDER BY id)",
  "SELECT (SELECT group_concat(label, ',') FROM (SELECT label FROM owners WHERE boss IS o.boss ORDER BY id)) FROM owners o ORDER BY id",
  "WITH m AS MATERIALIZED (SELECT a, id FROM things), n AS NOT MATERIALIZED (SELECT label FROM owners) SELECT m.id, n.label FROM m LEFT JOIN n ON n.label = m.a ORDER BY 1, 2",
];
const failing = "SELECT a, b FROM things JOIN owners ON label = a ORDER BY abs(-9223372036854775808)";

const text = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(null, "", "a", "b", "ab", "ß", "山田", "20", "z".repeat(70), "x".repeat(65)) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme-ascii", maxLength: 6 }) },
);
/** One in ten belongs to nobody. */
const owner = fc.nat(9).map((index) => (index === 9 ? null : `owner ${index}`));
const company = fc.record({
  things: fc.array(fc.tuple(text, text, text, owner), { maxLength: 40 }),
  owners: fc.array(fc.tuple(text, owner), { minLength: 1, maxLength: 8 }),
  asked: fc.shuffledSubarray(statements, { minLength: 4 }),
});

describe("texts that SQLite is told to keep", () => {
  test("are right in all that a statement makes of them, while other statements run, fail and are cancelled", async () => {
    const sqlite = await loadSqlite();
    await fc.assert(
      fc.asyncProperty(company, async (given) => {
        const tables = [
          { table: things, rows: given.things.map((row, index) => [`thing ${index}`, ...row]) },
          { table: owners, rows: given.owners.map((row, index) => [`owner ${index}`, ...row]) },
        ];
        const reference = await makeReference(tables);
        const engine = createQueryEngine(sqlite, withNumberedBlocks(createMemorySource(tables, { pageSize: 6 })), { now: () => testNow });
        const stop = new AbortController();
        const run = (sql: string, signal = new AbortController().signal) => engine.run({ sql }, { signal }).then(({ rows }) => rows);
        const disturbing = [run(failing), ...given.asked.slice(0, 2).map((sql) => run(sql, stop.signal))];
        const answers = given.asked.map((sql) => run(sql));
        await Promise.resolve();
        stop.abort();
        const ends = await Promise.allSettled(disturbing);
        expect(await Promise.all(answers)).toEqual(given.asked.map(reference));
        expect(ends.slice(1).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
        engine.close();
      }),
      { numRuns: 25 },
    );
  });
});
