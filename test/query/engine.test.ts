import { describe, expect, test } from "@jest/globals";
import { makeBench } from "./harness";

describe("query engine", () => {
  test("a SELECT of a table returns all its rows and says that they are complete", async () => {
    const { run } = await makeBench();
    const result = await run("SELECT id, amount FROM charges");
    expect(result.rows).toHaveLength(1000);
    expect(result).toMatchObject({ complete: true, reasons: [], requests: 10 });
  });
  test("a join with GROUP BY", async () => {
    const { rows, log } = await makeBench();
    const grouped = await rows("SELECT k.country, count(*), sum(c.amount) FROM charges c JOIN customers k ON k.id = c.customer GROUP BY 1 ORDER BY 1");
    expect(grouped.map(([country]) => country)).toEqual([null, "DE", "GB", "US"]);
    expect(log.requests).toBe(70);
  });
});
