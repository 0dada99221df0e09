import { describe, expect, test } from "@jest/globals";
import { makeCompany, withSearch } from "./company";
import { makeBench } from "./harness";
import { makeReference } from "./reference";

const tables = withSearch(makeCompany({ charges: 1000, customers: 60 }));

/** The narrowing of each scan of a statement, whose answer is compared with ordinary tables. */
async function narrowingsOf(sql: string) {
  const reference = await makeReference(tables);
  const { rows, log } = await makeBench({ tables });
  expect(await rows(sql)).toEqual(reference(sql));
  return log.scans.map(({ narrowing }) => narrowing);
}

const none = { equals: {}, ranges: {}, contains: {}, metadata: {} };

describe("conditions that only a search takes", () => {
  test("are handed over as narrowing, beside those that a listing takes", async () => {
    const { run, log } = await makeBench({ tables });
    await run("SELECT id FROM charges WHERE amount > 40000 AND amount <= 41000 AND status = 'failed' AND created >= '2024-01-01'");
    expect(log.scans).toMatchObject([
      {
        conditions: { equals: {}, ranges: { created: { gte: "2024-01-01" } } },
        narrowing: { ...none, equals: { status: "failed" }, ranges: { amount: { gt: 40000, lte: 41000 } } },
      },
    ]);
  });

  test("a part of a text comes as LIKE, whatever the case", async () => {
    expect(await narrowingsOf("SELECT id FROM charges WHERE description LIKE '%T 42 F%' ORDER BY 1")).toEqual([
      { ...none, contains: { description: "T 42 F" } },
    ]);
  });

  test("come from parameters as well", async () => {
    const { run, log } = await makeBench({ tables });
    await run({ sql: "SELECT id FROM charges WHERE description LIKE ? AND amount >= ?", parameters: ["%42%", 100] });
    expect(log.scans.map(({ narrowing }) => narrowing)).toEqual([
      { ...none, contains: { description: "42" }, ranges: { amount: { gte: 100 } } },
    ]);
  });

  test("a value of metadata comes by its key", async () => {
    const both = "metadata ->> 'plan' = 'a' AND k.metadata ->> 'order id' = '12'";
    expect(await narrowingsOf(`SELECT id FROM charges k WHERE ${both} ORDER BY 1`)).toEqual([
      { ...none, metadata: { plan: "a", "order id": "12" } },
    ]);
    const { run, log } = await makeBench({ tables });
    await run({ sql: "SELECT id FROM charges WHERE risk_score >= 0 AND metadata ->> 'plan' = ?", parameters: ["b"] });
    expect(log.scans.map(({ narrowing }) => narrowing)).toEqual([{ ...none, metadata: { plan: "b" } }]);
  });

  test.each([
    "metadata ->> 'plan' = 'a' || ''",
    "NOT metadata ->> 'plan' = 'a'",
    "metadata ->> 'plan' IN ('a', 'b')",
    "id BETWEEN 'a' AND metadata ->> 'plan' = '0'",
    "metadata ->> '$.plan' = 'a'",
    "lower(metadata) ->> 'plan' = 'a'",
    "metadata ->> 'plan' = 'a' OR id = 'ch_1'",
  ])("other conditions on metadata narrow nothing: %s", async (condition) => {
    expect(await narrowingsOf(`SELECT id FROM charges WHERE ${condition} ORDER BY 1`)).toEqual([undefined]);
  });

  test("a condition on metadata means the same for objects of any kind", async () => {
    const { rows } = await makeBench({ tables });
    const objects = `SELECT '{"k":"5"}' AS metadata UNION ALL SELECT '{"k":5}' UNION ALL SELECT '{"k":null}' UNION ALL SELECT NULL UNION ALL SELECT '{"j":"5"}'`;
    expect(await rows(`SELECT metadata FROM (${objects}) WHERE metadata ->> 'k' = '5'`)).toEqual([['{"k":"5"}']]);
    expect(await rows(`SELECT count(*) FROM (${objects}) WHERE metadata MATCH '{"k":5}' OR metadata MATCH 'no object'`)).toEqual([[1]]);
    expect(await rows(`SELECT count(*) FROM (${objects}) WHERE NOT metadata MATCH '{"k":"5"}'`)).toEqual([[1]]);
  });

  test.each([
    ["another pattern", "description LIKE 'Payment%'"],
    ["a wildcard within", "description LIKE '%4_2%'"],
    ["an escape", "description LIKE '%42%' ESCAPE '!'"],
    ["several values", "status IN ('failed', 'pending')"],
    ["another type", "amount > '40000'"],
    ["a negation", "description NOT LIKE '%42%'"],
    ["an alternative", "status = 'failed' OR description LIKE '%42%'"],
  ])("with %s narrow nothing", async (_what, condition) => {
    expect(await narrowingsOf(`SELECT id FROM charges WHERE ${condition} ORDER BY 1`)).toEqual([undefined]);
  });

  test("that differ between uses of a table give way to one listing of all rows", async () => {
    expect(
      await narrowingsOf("SELECT (SELECT count(*) FROM charges WHERE status = 'failed'), (SELECT count(*) FROM charges WHERE amount < 100)"),
    ).toEqual([undefined]);
  });

  test("that other rows give narrow nothing when there are several of them", async () => {
    expect(
      await narrowingsOf("SELECT c.id FROM charges c JOIN customers k ON k.name = c.description || '' WHERE c.amount < 500 ORDER BY 1"),
    ).toEqual([{ ...none, ranges: { amount: { lt: 500 } } }, undefined]);
  });

  test("never decide: a source that ignores them gives the same answer", async () => {
    const sql = "SELECT id FROM charges WHERE status = 'failed' AND description LIKE '%7%' ORDER BY id";
    const plain = await makeBench({ tables: makeCompany({ charges: 1000, customers: 60 }) });
    const { rows } = await makeBench({ tables });
    expect(await rows(sql)).toEqual(await plain.rows(sql));
  });

  test("are told by the plan as applied here", async () => {
    const { engine } = await makeBench({ tables });
    const { accesses, reads } = engine.explain({ sql: "SELECT id FROM charges WHERE description LIKE '%42%'" });
    expect(accesses).toMatchObject([{ pushed: [], local: ["description"] }]);
    expect(reads).toMatchObject([{ request: { narrowing: { contains: { description: "42" } } } }]);
  });
});
