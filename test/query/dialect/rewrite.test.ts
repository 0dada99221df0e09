import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { rewriteSql } from "../../../src/query/dialect/rewrite";
import { tokenize } from "../../../src/query/dialect/tokens";
import { makeBench, testNow, type Bench } from "../harness";

const inBerlin = (milliseconds: number): string =>
  new Date(milliseconds + 3_600_000).toISOString().slice(0, 19).replace("T", " ");
function catchError(action: () => unknown): unknown {
  try {
    return action();
  } catch (thrown) {
    return thrown;
  }
}

const rewrite = (sql: string): string => rewriteSql(sql, { now: testNow, timeText: inBerlin }).sql;

describe("rewriting a statement", () => {
  test.each([
    ["SELECT TOP 5 id FROM charges ORDER BY id", "SELECT id FROM charges ORDER BY id LIMIT 5"],
    ["SELECT DISTINCT TOP (@n) id FROM charges;", "SELECT DISTINCT id FROM charges LIMIT (@n)"],
    ["SELECT * FROM (SELECT TOP 1 id FROM charges) t", "SELECT * FROM (SELECT id FROM charges LIMIT 1) t"],
    ["SELECT ISNULL (a, 0), b ISNULL, (c) ISNULL", "SELECT ifnull(a, 0), b ISNULL, (c) ISNULL"],
    ["SELECT DATEADD(month, 1, d), datepart( year , d)", "SELECT DATEADD('month', 1, d), datepart( 'year' , d)"],
    ["SELECT CAST(CAST(d AS DATETIME) AS date), CAST(d AS INT)", "SELECT date(datetime(d ) ), CAST(d AS INT)"],
    ["SELECT N'Zoë', 'it''s N''x'''", "SELECT 'Zoë', 'it''s N''x'''"],
    ["SELECT FORMAT('%.2f', a), FORMAT(a, 'N2')", "SELECT printf('%.2f', a), FORMAT(a, 'N2')"],
    ["SELECT a FROM t WHERE t.metadata ->> 'k' = 'it''s'", `SELECT a FROM t WHERE t.metadata MATCH '{"k":"it''s"}'`],
    ["SELECT a FROM t WHERE b AND metadata->>'k'=@v OR c", "SELECT a FROM t WHERE b AND metadata MATCH json_object('k', @v) OR c"],
    ["SELECT top FROM t", "SELECT top FROM t"],
    ["SELECT 'TOP 1 -- ;', \"TOP\" /* TOP 5; */ -- TOP 6;", "SELECT 'TOP 1 -- ;', \"TOP\" /* TOP 5; */ -- TOP 6;"],
  ])("%s", (written, expected) => {
    expect(rewrite(written).replaceAll(/ +/g, " ")).toBe(expected);
  });

  test.each([
    ["GETDATE()", "'2026-11-21 11:20:30'"],
    ["NOW ( )", "'2026-11-21 11:20:30'"],
    ["CURRENT_TIMESTAMP", "'2026-11-21 11:20:30'"],
    ["current_date", "'2026-11-21'"],
    ["CURRENT_TIME()", "'11:20:30'"],
    ["date('now', '-30 days')", "date('2026-11-21 11:20:30', '-30 days')"],
    ["datetime()", "datetime('2026-11-21 11:20:30')"],
    ["strftime('%Y')", "strftime('%Y', '2026-11-21 11:20:30')"],
    ["lower('now')", "lower('now')"],
  ])("%s is the moment of the run, in the zone of the timestamps", (written, expected) => {
    expect(rewrite(`SELECT ${written}`)).toBe(`SELECT ${expected}`);
  });

  test.each([
    ["'2026-01-15T10:00:00'", "'2026-01-15 10:00:00'"],
    ["'2026-01-15T10:00'", "'2026-01-15 10:00:00'"],
    ["'2026-01-15T23:30:00.123Z'", "'2026-01-16 00:30:00'"],
    ["'2026-01-15T10:00:00+05:00'", "'2026-01-15 06:00:00'"],
    ["'2026-01-15'", "'2026-01-15'"],
    ["'see 2026-01-15T10:00:00'", "'see 2026-01-15T10:00:00'"],
  ])("the ISO time %s is written as timestamps are", (written, expected) => {
    expect(rewrite(`SELECT ${written}`)).toBe(`SELECT ${expected}`);
  });

  test.each([
    ["", "The query is empty."],
    [" -- nothing\n;", "The query is empty."],
    ["SELECT 1; SELECT 2", "The query has more than one statement."],
    ["SELECT 'open", "The query has a quote that is never closed."],
    ["SELECT 1 /* open", "The query has a comment that is never closed."],
    ["SELECT TOP 1 a FROM t UNION SELECT b FROM t", "TOP cannot be used next to UNION, EXCEPT or INTERSECT."],
    ["EXPLAIN SELECT 1", "EXPLAIN is not a query."],
  ])("%j is refused with a sentence", (written, message) => {
    const failure = catchError(() => rewrite(written));
    expect(failure).toMatchObject({ name: "AppError", code: "SQL_SYNTAX", message });
  });

  test("tokens joined again are the statement, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (sql) => {
        expect(
          tokenize(sql)
            .map(({ text }) => text)
            .join(""),
        ).toBe(sql);
      }),
    );
  });

  test("a text that is quoted right passes through unchanged", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/^\d{4}-/.test(text) && !text.includes("\0")),
        (text) => {
          const sql = `SELECT '${text.replaceAll("'", "''")}' AS x`;
          expect(rewrite(sql)).toBe(sql);
        },
      ),
    );
  });

  test("places of the rewritten statement lead back to the written one", () => {
    const written = "SELECT TOP 3 ISNULL(amount, 0) FORM charges";
    const { sql, originalOffset } = rewriteSql(written, { now: testNow, timeText: inBerlin });
    expect(originalOffset(sql.indexOf("FORM"))).toBe(written.indexOf("FORM"));
  });
});

describe("the dialect in queries", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await makeBench();
  });
  test.each([
    ["SELECT TOP 1 id FROM charges ORDER BY id", [["ch_000000"]]],
    ["SELECT TOP 2 [id] FROM [Stripe].[Charges] ORDER BY 1", [["ch_000000"], ["ch_000001"]]],
    ["SELECT count(*) FROM \"charges\" WHERE `ID` = 'ch_000003'", [[1]]],
    ["SELECT count(*) FROM stripe.Charges", [[1000]]],
    ["SELECT count(*) FROM BalanceTransactions", [[30]]],
    ["SELECT ISNULL(NULL, 1), CAST('2026-01-15 10:00:00' AS DATE), N'x'", [[1, "2026-01-15", "x"]]],
    ["SELECT date('now'), YEAR(GETDATE()), CURRENT_DATE", [["2026-11-21", 2026, "2026-11-21"]]],
    ["VALUES (1), (2)", [[1], [2]]],
  ])("%s", async (sql, expected) => {
    expect(await bench.rows(sql)).toEqual(expected);
  });
});
