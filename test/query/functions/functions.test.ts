import { beforeAll, describe, expect, test } from "@jest/globals";
import { moneyFunction } from "../../../src/app/open-engine";
import { makeBench, type Bench } from "../harness";

let bench: Bench;
beforeAll(async () => {
  bench = await makeBench();
});

describe("functions", () => {
  test.each([
    ["YEAR('2026-01-15 10:11:12'), MONTH('2026-01-15'), DAY('2026-01-15'), QUARTER('2026-05-01')", [2026, 1, 15, 2]],
    ["HOUR('2026-01-15 10:11:12'), MINUTE('2026-01-15 10:11:12'), SECOND('2026-01-15 10:11:12')", [10, 11, 12]],
    ["WEEKDAY('2026-01-15'), DAYOFYEAR('2026-02-01'), WEEK('2026-01-01'), WEEK('2026-01-04')", [5, 32, 1, 2]],
    ["YEAR(NULL), YEAR('soon'), YEAR('2026-02-30'), YEAR(46037)", [null, null, null, 2026]],
    ["DATEADD(month, 1, '2026-01-31'), DATEADD(year, -1, '2024-02-29')", ["2026-02-28", "2023-02-28"]],
    ["DATEADD(day, -30, '2026-01-31'), DATEADD(hour, 2, '2026-01-31')", ["2026-01-01", "2026-01-31 02:00:00"]],
    ["DATEADD(quarter, 1, '2026-01-15 08:00:00'), DATEADD(week, 1, NULL)", ["2026-04-15 08:00:00", null]],
    ["DATEDIFF(day, '2026-01-01', '2026-02-01'), DATEDIFF(month, '2025-12-31', '2026-01-01')", [31, 1]],
    ["DATEDIFF(week, '2026-01-03', '2026-01-04'), DATEDIFF(hour, '2026-01-01', '2026-01-02')", [1, 24]],
    [
      "DATEPART(quarter, '2026-12-01'), DATENAME(weekday, '2026-01-15'), DATENAME(mm, '2026-01-15')",
      [4, "Thursday", "January"],
    ],
    ["DATETRUNC(month, '2026-05-17 10:00:00'), DATE_TRUNC('quarter', '2026-05-17')", ["2026-05-01", "2026-04-01"]],
    ["DATETRUNC(week, '2026-01-15'), DATETRUNC(hour, '2026-01-15 10:11:12')", ["2026-01-11", "2026-01-15 10:00:00"]],
    [
      "EOMONTH('2028-02-03'), DATEFROMPARTS(2026, 2, 3), DATEFROMPARTS(2026, 2, 30)",
      ["2028-02-29", "2026-02-03", null],
    ],
    ["LEN('ab  '), LEFT('Zürich', 2), RIGHT('Zürich', 3), RIGHT('x', 0), LEFT(NULL, 1)", [2, "Zü", "ich", "", null]],
    ["CHARINDEX('B', 'abcb'), CHARINDEX('b', 'abcb', 3), CHARINDEX('x', 'abc')", [2, 4, 0]],
    ["REVERSE('abc'), REPLICATE('ab', 2), SPACE(2), UPPER('é'), LOWER('É')", ["cba", "abab", "  ", "É", "é"]],
    ["'ch_1' REGEXP '^ch_\\d+$', 'x' REGEXP 'y', NULL REGEXP 'y'", [1, 0, null]],
    [
      "FORMAT(1234.5, 'N2'), FORMAT(0.123, 'P1'), FORMAT(1234.5, 'F0'), FORMAT(-1234.5, '#,##0.00')",
      ["1,234.50", "12.3%", "1235", "-1,234.50"],
    ],
    [
      "FORMAT('2026-01-05 15:04:00', 'd MMM yyyy, hh:mm tt'), FORMAT('%.2f', 1.5), FORMAT(NULL, 'N2')",
      ["5 Jan 2026, 03:04 PM", "1.50", null],
    ],
    [
      "IIF(1 > 2, 'a', 'b'), IFNULL(NULL, 3), COALESCE(NULL, NULL, 4), CONCAT('a', NULL, 1), NULLIF(1, 1)",
      ["b", 3, 4, "a1", null],
    ],
    [
      "ROUND(2.345, 2), ABS(-3), CEIL(1.2), POWER(2, 10), SUBSTRING('abcdef', 2, 3), TRIM('  x ')",
      [2.35, 3, 2, 1024, "bcd", "x"],
    ],
  ])("SELECT %s", async (list, expected) => {
    expect(await bench.rows(`SELECT ${list}`)).toEqual([expected]);
  });

  test("deviation and variance are those of the sample, and of the whole under their own names", async () => {
    const values = "(SELECT 100 AS x UNION ALL SELECT 300 UNION ALL SELECT NULL)";
    const [row] = await bench.rows(`SELECT STDEV(x), VAR(x), STDEVP(x), VARP(x), MEDIAN(x) FROM ${values}`);
    expect(row).toEqual([Math.sqrt(20_000), 20_000, 100, 10_000, 200]);
    expect(await bench.rows("SELECT STDEV(1), VARP(NULL)")).toEqual([[null, null]]);
  });

  test("aggregates keep their groups apart", async () => {
    const rows = await bench.rows(
      "SELECT currency, VARP(amount) >= 0, STDEV(amount) > 0 FROM charges GROUP BY currency ORDER BY 1",
    );
    expect(rows).toEqual([
      ["eur", 1, 1],
      ["jpy", 1, 1],
      ["usd", 1, 1],
    ]);
  });

  test.each([
    ["DATEADD('fortnight', 1, '2026-01-01')", "There is no date part fortnight."],
    ["'x' REGEXP '('", '"(" is no regular expression.'],
    ["FORMAT(1, 'yyyy')", '"yyyy" is no number format.'],
    ["REPLICATE('x', 1e9)", "A repeated text gets too long."],
  ])("SELECT %s fails with its sentence", async (expression, message) => {
    await expect(bench.rows(`SELECT ${expression}`)).rejects.toMatchObject({ name: "AppError", message });
  });

  test("give fractions where their numbers are no whole ones by nature, also for a whole one", async () => {
    const { rows } = await makeBench({ functions: [moneyFunction] });
    expect(await rows("SELECT money(2500, 'usd') / 2, money(25, 'jpy') / 2, money(NULL, 'usd'), typeof(money(25, 'jpy'))")).toEqual([[12.5, 12.5, null, "real"]]);
    expect(await rows("SELECT stdevp(x) / 2, var(x) / 4 FROM (SELECT 1 AS x UNION ALL SELECT 7)")).toEqual([[1.5, 4.5]]);
    expect(await rows("SELECT year('2026-01-15') / 4")).toEqual([[506]]);
  });

  test("the application adds functions of its own", async () => {
    const { rows } = await makeBench({
      functions: [{ name: "twice", arity: 1, call: (value = null) => Number(value) * 2 }],
    });
    expect(await rows("SELECT twice(21)")).toEqual([[42]]);
  });
});
