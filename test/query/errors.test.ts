import { describe, expect, test } from "@jest/globals";
import { makeBench } from "./harness";

async function failureOf(sql: string) {
  const { run, log } = await makeBench();
  const failure: unknown = await run(sql).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(log.requests).toBe(0);
  return failure;
}

describe("a statement that cannot run", () => {
  test.each([
    ["SELECT amout FROM charges", "SQL_UNKNOWN_COLUMN", "Character 8: no such column: amout. Did you mean amount?"],
    [
      "SELECT c.crated FROM charges c",
      "SQL_UNKNOWN_COLUMN",
      "Character 8: no such column: c.crated. Did you mean created?",
    ],
    ["SELECT zzzzzz FROM charges", "SQL_UNKNOWN_COLUMN", "Character 8: no such column: zzzzzz."],
    [
      'SELECT id FROM charges WHERE status = "paid up"',
      "SQL_UNKNOWN_COLUMN",
      `Character 39: no such column: "paid up". A text is written in single quotes, such as 'paid'.`,
    ],
    [
      "SELECT id FROM charges a, charges b",
      "SQL_UNKNOWN_COLUMN",
      "Character 8: the column id is in more than one table of the query. Write the table in front, such as charges.id.",
    ],
    ["SELECT id FROM chargs", "SQL_UNKNOWN_TABLE", "No such table: chargs. Did you mean charges?"],
    ["SELECT id FROM other.charges", "SQL_UNKNOWN_TABLE", "No such table: other.charges. Did you mean charges?"],
    [
      "SELECT name FROM sqlite_master",
      "SQL_UNKNOWN_TABLE",
      "No such table: sqlite_master. The list of tables shows what can be queried.",
    ],
    ["SELECT id\n  FORM charges", "SQL_SYNTAX", 'Line 2, character 8: syntax error near "charges".'],
    ["SELECT TOP 3 'ü', id FROM FROM charges", "SQL_SYNTAX", 'Character 27: syntax error near "FROM".'],
    ["SELECT (id FROM charges", "SQL_SYNTAX", 'Character 12: syntax error near "FROM".'],
    ["SELEC id FROM charges", "SQL_SYNTAX", 'Character 1: syntax error near "SELEC".'],
    [
      "SELECT id FROM charges WHERE",
      "SQL_SYNTAX",
      "The query ends too early. Something is missing at its end, such as a table, a condition or a closing parenthesis.",
    ],
    [
      "SELECT count(*) FROM sqlite_master",
      "SQL_UNKNOWN_TABLE",
      "No such table: sqlite_master. The list of tables shows what can be queried.",
    ],
    [
      "SELECT DATEDIF('day', id, id) FROM charges",
      "SQL_SYNTAX",
      "Character 8: no such function: DATEDIF. Did you mean datediff?",
    ],
    ["SELECT sum(amount, 1) FROM charges", "SQL_SYNTAX", "Character 8: wrong number of arguments to function sum()."],
    ["SELECT 1; DROP TABLE charges", "SQL_SYNTAX", "The query has more than one statement. Run one SELECT at a time."],
    ["SELECT text FROM invoice_lines", "SQL_FILTER_REQUIRED", "The table invoice_lines needs a condition invoice = …"],
  ])("%s: %s", async (sql, code, advice) => {
    expect(await failureOf(sql)).toMatchObject({ name: "AppError", code, advice });
  });

  test.each([
    "DELETE FROM charges",
    "insert into charges(id) values ('x')",
    "UPDATE charges SET amount = 1",
    "DROP TABLE charges",
    "CREATE TABLE x(a)",
    "ATTACH ':memory:' AS other",
    "PRAGMA table_list",
    "VACUUM",
    "WITH x AS (SELECT 1) DELETE FROM charges",
    "WITH x AS (SELECT 1) INSERT INTO charges(id) SELECT 1 FROM x",
  ])("%s is refused because queries only read", async (sql) => {
    expect(await failureOf(sql)).toMatchObject({ code: "SQL_READ_ONLY", hint: "Start the query with SELECT or WITH." });
  });

  test.each([
    "SELECT * FROM pragma_table_list",
    "SELECT * FROM sqlite_schema",
    "SELECT load_extension('x')",
    "SELECT * FROM sqlite_dbpage",
  ])("%s does not reach SQLite's insides", async (sql) => {
    expect(await failureOf(sql)).toMatchObject({ name: "AppError" });
  });

  test("the place is told in detail, too", async () => {
    expect(await failureOf("SELECT id,\n  amout\nFROM charges")).toMatchObject({
      detail: { offset: 13, line: 2, column: 3 },
    });
  });

  test("an engine stays usable after failures", async () => {
    const { run, rows } = await makeBench();
    await expect(run("SELECT nope FROM charges")).rejects.toMatchObject({ code: "SQL_UNKNOWN_COLUMN" });
    await expect(run("DELETE FROM charges")).rejects.toMatchObject({ code: "SQL_READ_ONLY" });
    expect(await rows("SELECT count(*) FROM charges")).toEqual([[1000]]);
  });
});

describe("a run that fails on the way", () => {
  test("passes the source's error on and closes its listings", async () => {
    const refused = new Error("no more");
    const { run, log } = await makeBench({
      answer: (request) => (request > 3 ? Promise.reject(refused) : Promise.resolve()),
    });
    await expect(run("SELECT id FROM charges")).rejects.toMatchObject({ code: "INTERNAL", cause: refused });
    expect(log.open).toBe(0);
  });

  test("tells what a function could not do", async () => {
    const { run } = await makeBench();
    await expect(run("SELECT json_extract(description, '$.x') FROM charges")).rejects.toMatchObject({
      code: "BAD_ARGUMENT",
      message: "The query failed: malformed JSON.",
    });
  });

  test("ends when it computes for too long", async () => {
    let time = 0;
    const { run } = await makeBench({ now: () => (time += 1000), computeLimit: 5000 });
    const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    await expect(run(endless)).rejects.toMatchObject({
      code: "TOO_LARGE",
      message: "The query computes for too long.",
    });
  });

  test("a closed engine says so", async () => {
    const { engine, run } = await makeBench();
    await run("SELECT 1");
    engine.close();
    await expect(run("SELECT 1")).rejects.toMatchObject({ code: "INTERNAL" });
  });
});

describe("cancelling", () => {
  test("ends a run that waits for the source, and its listings", async () => {
    const controller = new AbortController();
    const { engine, log } = await makeBench({
      answer: (request, { signal }) =>
        request < 3
          ? Promise.resolve()
          : new Promise((_, reject) => {
              signal.addEventListener("abort", () => reject(signal.reason as Error));
              controller.abort();
            }),
    });
    await expect(engine.run({ sql: "SELECT id FROM charges" }, controller)).rejects.toMatchObject({
      code: "CANCELLED",
    });
    expect(log).toMatchObject({ requests: 3, open: 0 });
  });

  test("before the start asks for nothing", async () => {
    const { engine, log } = await makeBench();
    await expect(engine.run({ sql: "SELECT id FROM charges" }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "CANCELLED",
    });
    expect(log.requests).toBe(0);
  });
});
