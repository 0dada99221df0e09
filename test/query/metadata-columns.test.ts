import { describe, expect, test } from "@jest/globals";
import { makeCompany, withSearch } from "./company";
import { makeBench } from "./harness";

describe("members of metadata as columns", () => {
  test.each([
    ["a column", "SELECT metadata.plan FROM charges", "SELECT metadata ->> 'plan' FROM charges"],
    ["in double quotes", `SELECT "metadata.plan" FROM charges`, "SELECT metadata ->> 'plan' FROM charges"],
    ["in brackets", "SELECT [metadata.plan], [Metadata].[plan] FROM charges", "SELECT metadata ->> 'plan', metadata ->> 'plan' FROM charges"],
    ["with the table", "SELECT charges.metadata.plan, c.id FROM charges JOIN charges c ON c.id = charges.id", "SELECT a.metadata ->> 'plan', a.id FROM charges a"],
    ["with an alias and a quoted name", "SELECT c.[metadata.order] FROM charges c", "SELECT metadata ->> 'order' FROM charges"],
    ["in a condition", "SELECT id FROM charges c WHERE c.metadata.plan = 'a' AND metadata.[order] < '5'", "SELECT id FROM charges WHERE metadata ->> 'plan' = 'a' AND metadata ->> 'order' < '5'"],
    ["next to an operator that binds as tightly", "SELECT 'x' || metadata.plan || 'y' FROM charges", "SELECT 'x' || (metadata ->> 'plan') || 'y' FROM charges"],
    ["with a collation", "SELECT count(*) FROM charges WHERE metadata.plan = 'A' COLLATE NOCASE", "SELECT count(*) FROM charges WHERE (metadata ->> 'plan') = 'A' COLLATE NOCASE"],
    ["in groups", "SELECT metadata.plan, count(*) FROM charges GROUP BY metadata.plan ORDER BY max(metadata.plan)", "SELECT metadata ->> 'plan', count(*) FROM charges GROUP BY 1 ORDER BY 1"],
    ["of a subquery", "SELECT x.metadata.plan FROM (SELECT * FROM charges) AS x", "SELECT metadata ->> 'plan' FROM charges"],
  ])("%s", async (_how, written, meant) => {
    const { rows } = await makeBench();
    const found = await rows(written);
    expect(found).toEqual(await rows(meant));
    expect(found.length).toBeGreaterThan(0);
  });

  test("keep the name that was written, unless they get another one", async () => {
    const { run } = await makeBench();
    const names = async (sql: string) => (await run(sql)).columns.map(({ name }) => name);
    expect(await names("SELECT id, metadata.plan, c.metadata.[order], metadata.plan AS p FROM charges c LIMIT 1")).toEqual([
      "id",
      "metadata.plan",
      "metadata.order",
      "p",
    ]);
    expect(await names("SELECT x.* FROM (SELECT DISTINCT [metadata.plan] FROM charges) x")).toEqual(["metadata.plan"]);
  });

  test("a table, alias or subquery called metadata keeps its meaning", async () => {
    const { rows } = await makeBench();
    expect(await rows("SELECT metadata.id FROM charges AS metadata WHERE metadata.id = 'ch_000001'")).toEqual([["ch_000001"]]);
    expect(await rows("WITH metadata AS (SELECT 1 AS plan) SELECT metadata.plan FROM metadata")).toEqual([[1]]);
    expect(await rows("SELECT 'metadata.plan' AS x")).toEqual([["metadata.plan"]]);
  });

  test("narrow a search as the extraction does", async () => {
    const { rows, log } = await makeBench({ tables: withSearch(makeCompany({ charges: 1000, customers: 60 })) });
    await rows("SELECT id FROM charges c WHERE c.metadata.plan = 'a'");
    expect(log.scans).toMatchObject([{ narrowing: { metadata: { plan: "a" } } }]);
  });

  test("an unknown column beside one, and a table without metadata, are told", async () => {
    const { run } = await makeBench();
    await expect(run("SELECT metadata.plan, amoun FROM charges")).rejects.toMatchObject({
      code: "SQL_UNKNOWN_COLUMN",
      message: "Character 23: no such column: amoun.",
    });
    await expect(run("SELECT metadata.plan FROM customers")).rejects.toMatchObject({ code: "SQL_UNKNOWN_COLUMN" });
  });

  test("explain knows them too", async () => {
    const { engine } = await makeBench();
    expect(engine.explain({ sql: "SELECT metadata.plan FROM charges", maxRows: 5 }).reads).toMatchObject([
      { request: { columns: ["id", "metadata"] } },
    ]);
  });
});
