import { describe, expect, test } from "@jest/globals";

import type { QueryEstimate, TableEstimate } from "../../../src/app/query-estimate";
import { chargesEstimate as charges } from "../../app/sample-estimate";
import { estimateHeadline, estimateShares, tableLines } from "../../../taskpane/get-data/estimate-lines";

function estimate(part: Partial<QueryEstimate> = {}): QueryEstimate {
  return {
    connection: "Acme",
    mode: "live",
    tables: [charges],
    requests: charges.requests,
    seconds: charges.seconds,
    pace: { mostASecond: 25, ofASecond: 100 },
    reads: { count: 1240, since: 0, floor: 10_000 },
    limit: 500,
    probes: 2,
    ...part,
  };
}

describe("an estimate", () => {
  test.each([
    ["requests and time", {}, "About 1,000-1,300 requests, about 40-52 s."],
    ["one request", { requests: { least: 1, most: 1 }, seconds: { least: 0, most: 0.1 } }, "1 request, under a second."],
    ["what is in memory", { tables: [{ ...charges, basis: "memory" as const }], requests: { least: 0, most: 0 } }, "No request: the rows are in memory."],
    ["no request", { requests: { least: 0, most: 0 }, seconds: { least: 0, most: 0 } }, "No requests."],
    ["what nobody can tell", { requests: null, seconds: null }, "Nobody can tell how many requests this takes."],
    ["what has a lower end only", { requests: { least: 7, most: null }, seconds: null }, "At least 7 requests."],
  ])("begins with %s", (_what, part, text) => {
    expect(estimateHeadline(estimate(part))).toBe(text);
  });

  test("says the share of Stripe's limits, and what finding out has cost", () => {
    expect(estimateShares(estimate())).toBe(
      "At most 25 of the 100 requests a second that the account may send. 10-13 % of the reads of a month. 2 requests were sent to find out.",
    );
    const small = estimate({ requests: { least: 1, most: 13 }, pace: null, probes: 1 });
    expect(estimateShares(small)).toBe("Less than 1 % of the reads of a month. 1 request was sent to find out.");
    expect(estimateShares(estimate({ requests: null, pace: null, probes: 0 }))).toBe("");
  });

  test("says for each table what Stripe filters and what is filtered here", () => {
    expect(tableLines(charges)).toEqual([
      ["Reads", "about 100,000-130,000 rows, about 1,000-1,300 requests, judged by its newest rows"],
      ["Stripe filters", "created[gte]=1767225600"],
      ["Filtered here", "amount"],
    ]);
  });

  test("says what is unknown, what depends on other tables, and what stops early", () => {
    const reads = (part: Partial<TableEstimate>) => tableLines({ ...charges, sent: [], local: [], ...part })[0]?.[1];
    expect(reads({ requests: null, rows: null, basis: "unknown" })).toBe("unknown");
    expect(reads({ dependent: true, requests: null, rows: null })).toBe("depends on the rows of other tables");
    expect(reads({ stopsEarly: true, requests: { least: 1, most: 1 }, rows: { least: 0, most: 50 }, basis: "counted" })).toBe(
      "about 0-50 rows, 1 request, as it was listed before; stops when there are enough",
    );
    expect(tableLines({ ...charges, sent: [], local: [] })[1]).toEqual(["Stripe filters", "nothing"]);
  });
});
