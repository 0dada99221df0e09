import { beforeAll, describe, expect, test } from "@jest/globals";
import type { QueryParameters } from "../../src/query/engine-api";
import { chargeId } from "./company";
import { makeBench, type Bench } from "./harness";

let bench: Bench;
beforeAll(async () => {
  bench = await makeBench();
});

const run = async (sql: string, parameters?: QueryParameters) =>
  (await bench.run(parameters ? { sql, parameters } : { sql })).rows;

describe("parameters", () => {
  test.each<[string, QueryParameters]>([
    ["SELECT @a, :b, $c", { a: 1, b: "x", c: null }],
    ["SELECT @a, :b, $c", { "@a": 1, ":B": "x", $c: null }],
    ["SELECT ?, ?, ?", [1, "x", null]],
    ["SELECT ?1, ?2, ?3", [1, "x", null]],
    ["SELECT ?1, ?2, ?3", { 1: 1, 2: "x", 3: null }],
  ])("%s takes %j", async (sql, parameters) => {
    expect(await run(sql, parameters)).toEqual([[1, "x", null]]);
  });

  test("one name may be used more than once", async () => {
    expect(await run("SELECT @a, @a + 1", { a: 1.5 })).toEqual([[1.5, 2.5]]);
  });

  test("a value is never SQL", async () => {
    expect(await run("SELECT count(*) FROM charges WHERE id = @id", { id: "' OR 1=1 --" })).toEqual([[0]]);
  });

  test("a key given as a parameter is looked up", async () => {
    expect(await run("SELECT id FROM charges WHERE id = ?", [chargeId(1)])).toEqual([[chargeId(1)]]);
  });

  test("an ISO time is compared as a timestamp", async () => {
    expect(await run("SELECT @t", { t: "2026-01-15T10:00:00Z" })).toEqual([["2026-01-15 10:00:00"]]);
  });

  test.each<[string, QueryParameters | undefined, string]>([
    ["SELECT @since, @until", { until: 1 }, "No value came for @since."],
    ["SELECT @a, :b", undefined, "No value came for @a, :b."],
    ["SELECT @a", { a: 1, nmae: 2 }, "The query does not use nmae."],
    ["SELECT 1", { "@a": 1 }, "The query does not use @a."],
    ["SELECT ?, ?", [1], "The query has 2 parameters, but 1 value came."],
    ["SELECT 1", [1], "The query has 0 parameters, but 1 value came."],
    ["SELECT @a", [1], "The query asks for @a, but the values came as a list."],
    ["SELECT ?", [Number.NaN], "A parameter is not a finite number."],
  ])("%s with %j is refused with the name", async (sql, parameters, message) => {
    await expect(run(sql, parameters)).rejects.toMatchObject({ code: "SQL_PARAMETER", message });
  });
});
