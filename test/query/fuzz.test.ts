import { describe, expect, test } from "@jest/globals";
import { makeCompany, withManyColumns, withSearch } from "./company";
import { makeBench } from "./harness";
import { createQueryWriter, createRandom } from "./random-query";
import { makeReference } from "./reference";

const size = { charges: 900, customers: 50 };
const tables = makeCompany(size);
const count = process.env["DEEP"] === "1" ? 10_000 : 300;

describe("random queries", () => {
  test.each([
    ["with and without a row limit", count, { tables }],
    ["over a source that gives its rows by column", Math.ceil(count / 2), { tables, numberedBlocks: true }],
    ["over a source that searches", Math.ceil(count / 3), { tables: withSearch(tables) }],
    ["over tables with many columns", Math.ceil(count / 3), { tables: withManyColumns(tables) }],
  ])(
    "%s give the same rows as ordinary SQLite tables (%i of them)",
    async (_what, times, options) => {
      const reference = await makeReference(options.tables);
      const random = createRandom(Number(process.env["SEED"] ?? 20261121));
      const write = createQueryWriter(random, size);
      const { run, log } = await makeBench({ ...options, pageSize: 10 });
      const differences: string[] = [];
      for (let index = 0; index < times; index++) {
        const sql = write();
        const all = reference(sql);
        const maxRows = random() < 0.4 ? Math.floor(random() * 250) : undefined;
        const expected = JSON.stringify([all.slice(0, maxRows), all.length <= (maxRows ?? Infinity)]);
        const found = await run(maxRows === undefined ? { sql } : { sql, maxRows }).then(
          ({ rows, complete }) => JSON.stringify([rows, complete]),
          String,
        );
        if (found !== expected)
          differences.push(
            `${sql} -- first ${maxRows ?? "all"}\n  ${expected.slice(0, 200)}\n  ${found.slice(0, 200)}`,
          );
      }
      expect(differences.slice(0, 5)).toEqual([]);
      expect(log.open).toBe(0);
    },
    15 * 60_000,
  );
});
