import { describe, expect, test } from "@jest/globals";
import type { QueryEstimate, TableEstimate } from "../../src/app/query-estimate";
import { estimateRows } from "../../src/cli/estimate-rows";
import { chargesEstimate } from "../app/sample-estimate";

const charges: TableEstimate = { ...chargesEstimate, sent: [...chargesEstimate.sent, "status=all"] };
const customers: TableEstimate = { ...charges, table: "customers", sent: [], local: [], dependent: true, requests: null, rows: null, seconds: null, basis: "unknown" };
const estimate = (tables: readonly TableEstimate[]): QueryEstimate => ({
  connection: "acme",
  mode: "live",
  tables,
  requests: charges.requests,
  seconds: charges.seconds,
  pace: { mostASecond: 25, ofASecond: 100 },
  reads: { count: 0, since: 0, floor: 10_000 },
  limit: 500,
  probes: 0,
});

/** The rows as text by column, as `--explain` prints them. */
function shown(tables: readonly TableEstimate[]) {
  const { columns, rows } = estimateRows(estimate(tables));
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
}

describe("the estimate of a query on the command line", () => {
  test("tells per table what is sent, what is filtered here, and what it takes, as ranges", () => {
    expect(shown([charges])).toEqual([
      {
        table: "charges",
        sent: "created[gte]=1767225600, status=all",
        local: "amount",
        stops_early: 0,
        rows: "100,000-130,000",
        requests: "1,000-1,300",
        seconds: "40-52",
        rate_limit: "25 of 100 a second",
        month: "10-13 %",
        known_by: "probed",
      },
    ]);
  });

  test("says of a table that follows from others that it does, and sums up when there are several", () => {
    const [, dependent, all] = shown([charges, customers]);
    expect(dependent).toMatchObject({ table: "customers", requests: "depends on the rows of others", month: "depends on the rows of others" });
    expect(all).toMatchObject({ table: "(all)", requests: "1,000-1,300", seconds: "40-52", month: "10-13 %" });
  });
});
