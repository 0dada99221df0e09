import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { resultOrder } from "../../src/app/result-order";
import { topLevelWords } from "../../src/app/top-level-words";

const names = ["id", "amount", "Created at", "amount"];
const fields = (sql: string, columns: readonly string[] = ["id", "amount", "created"]) => resultOrder(sql, columns);

describe("the order of a query's rows", () => {
  test.each([
    ["SELECT id FROM charges ORDER BY amount", [{ column: 1, descending: false }]],
    ["select id from charges order by CREATED desc, id asc limit 10", [{ column: 2, descending: true }, { column: 0, descending: false }]],
    ["SELECT id FROM charges ORDER BY 2 DESC, \"created\";", [{ column: 1, descending: true }, { column: 2, descending: false }]],
    ["SELECT id FROM charges ORDER /* by amount */ BY [id] -- , created\n LIMIT 5", [{ column: 0, descending: false }]],
    ["SELECT id FROM a UNION SELECT id FROM b ORDER BY 1", [{ column: 0, descending: false }]],
    ["WITH x AS (SELECT id FROM charges ORDER BY 3) SELECT id, row_number() OVER (ORDER BY id) FROM x ORDER BY `amount`", [{ column: 1, descending: false }]],
  ])("is told where it is by columns of the result: %s", (sql, expected) => {
    expect(fields(sql)).toEqual({ kind: "columns", fields: expected });
  });

  test.each([
    "SELECT id FROM charges",
    "SELECT id FROM (SELECT id FROM charges ORDER BY id)",
    "SELECT 'x ORDER BY id' FROM charges",
    "SELECT id FROM charges -- ORDER BY id",
    'SELECT "ORDER" FROM charges',
  ])("there is none in %s", (sql) => expect(fields(sql)).toEqual({ kind: "none" }));

  test.each([
    "SELECT id FROM charges ORDER BY amount * 2",
    "SELECT id FROM charges ORDER BY lower(id)",
    "SELECT id FROM charges ORDER BY charges.amount",
    "SELECT id FROM charges ORDER BY id COLLATE NOCASE",
    "SELECT id FROM charges ORDER BY amount NULLS LAST",
    "SELECT id FROM charges ORDER BY customer",
    "SELECT id FROM charges ORDER BY 4",
    "SELECT id FROM charges ORDER BY 0",
    "SELECT id FROM charges ORDER BY -1",
    "SELECT id FROM charges ORDER BY 1.5",
    "SELECT id FROM charges ORDER BY ?",
    "SELECT id FROM charges ORDER BY",
    "SELECT id FROM charges ORDER BY id,",
  ])("is not guessed from anything else: %s", (sql) => expect(fields(sql)).toEqual({ kind: "unknown" }));

  test("a name that two columns have is not guessed, one in quotes is found", () => {
    expect(resultOrder("SELECT 1 ORDER BY amount", names)).toEqual({ kind: "unknown" });
    expect(resultOrder('SELECT 1 ORDER BY "Created at"', names)).toMatchObject({ fields: [{ column: 2 }] });
  });

  test("no text makes it fail, and what is in quotes or parentheses is never taken for an order", () => {
    const inner = fc.string({ unit: "binary" }).map((text) => text.replaceAll("'", "").replaceAll("\0", ""));
    fc.assert(
      fc.property(fc.string(), inner, (any, text) => {
        topLevelWords(any);
        expect(fields(`SELECT '${text} ORDER BY id' FROM charges`)).toEqual({ kind: "none" });
      }),
    );
  });
});
