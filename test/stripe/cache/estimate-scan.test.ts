import { describe, expect, test } from "@jest/globals";
import type { EstimateContext, ScanEstimate } from "../../../src/table/row-source";
import { type Company, listening, openCompany, readAll, type Scan, scanRequest } from "./company";

const fiveMinutes = { maxAgeMs: 300_000 };
const customers: Scan = { table: "customers", columns: ["id", "email"] };

/** What a scan of customers would take, when nothing may be sent to find out. */
async function estimate(company: Company, scan: Scan, freshness: EstimateContext["freshness"] = fiveMinutes): Promise<ScanEstimate> {
  const sent = company.paths.length;
  const estimated = await company.source.estimate(scanRequest(company, scan), { freshness, probe: null });
  expect(company.paths).toHaveLength(sent);
  return estimated;
}

/** A company whose customers were listed, and how. */
async function openListed(): Promise<{ readonly company: Company; readonly rows: number; readonly requests: number }> {
  const company = openCompany({ scale: 0.12 });
  const rows = await readAll(company, customers, listening(fiveMinutes).context);
  return { company, rows: rows.length, requests: company.paths.filter((path) => path === "/v1/customers").length };
}

describe("the estimate of a scan", () => {
  test("is unknown where nothing was read and nothing may be sent", async () => {
    expect(await estimate(openCompany({}), customers)).toEqual({ requests: null, rows: null, basis: "unknown", sent: [] });
  });

  test("is nothing for rows that are kept and young enough, and tells how many of them are wanted", async () => {
    const { company, rows } = await openListed();
    expect(await estimate(company, customers)).toMatchObject({ requests: { least: 0, most: 0 }, rows: { least: rows, most: rows }, basis: "memory" });
    const [first] = company.sandbox.all("customer");
    const one = { ...customers, conditions: { equals: { email: String(first?.["email"]) }, ranges: {} } };
    expect(await estimate(company, one)).toMatchObject({ rows: { least: 1, most: 1 }, basis: "memory" });
  });

  test("reaches from one request to a listing for rows that are kept and too old", async () => {
    const { company, rows, requests } = await openListed();
    await company.clock.advance(600_000);
    for (const freshness of [fiveMinutes, { maxAgeMs: 0 }]) {
      expect(await estimate(company, customers, freshness)).toMatchObject({ requests: { least: 1, most: requests }, rows: { least: rows, most: rows }, basis: "counted" });
    }
  });

  test("is that of the listing where everything is to be read again", async () => {
    const { company, rows, requests } = await openListed();
    const reload = { ...fiveMinutes, reload: true as const };
    expect(requests).toBeGreaterThan(2);
    expect(await estimate(company, customers, reload)).toMatchObject({ requests: { least: requests, most: requests }, rows: { least: rows, most: rows }, basis: "counted" });
  });

  test("counts of a listing only its own requests, not those of a refresh that did not pay", async () => {
    const { company, requests } = await openListed();
    await company.clock.advance(600_000);
    for (const { id } of company.sandbox.all("customer").slice(0, 20)) company.sandbox.update(id, { email: "new@example.com" });
    await company.clock.advance(1_000);
    const { context, loads } = listening(fiveMinutes);
    await readAll(company, customers, context);
    expect(loads).toMatchObject([{ kind: "list", why: expect.stringContaining("20 rows have changed") as unknown }]);
    expect(await estimate(company, customers, { ...fiveMinutes, reload: true })).toMatchObject({ requests: { most: requests } });
  });
});
