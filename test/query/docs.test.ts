import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { moneyFunction } from "../../src/app/open-engine";
import { customerId } from "./company";
import { makeBench, type Bench } from "./harness";

const page = readFileSync("docs/sql.md", "utf8");
const blocks = Array.from(page.matchAll(/```sql\n([\s\S]*?)\n```/g), ([, sql]) => sql!);

let bench: Bench;
beforeAll(async () => {
  bench = await makeBench({ functions: [moneyFunction] });
});

describe("docs/sql.md", () => {
  test("has examples", () => {
    expect(blocks.length).toBeGreaterThan(8);
  });

  test.each(blocks)("the example runs and finds rows:\n%s", async (sql) => {
    const parameters = sql.includes("@customer")
      ? { parameters: { customer: customerId(3), since: "2023-06-01" } }
      : {};
    const { rows, complete } = await bench.run({ sql, ...parameters });
    expect(rows.length).toBeGreaterThan(0);
    expect(complete).toBe(true);
  });
});
