import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { going } from "../harness";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";
import { charges, rowsOf, startAudited } from "./audit-world";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const audit = () => rowsOf(office, "Stripe_audit");
const totals = () => rowsOf(office, "Stripe_totals");

describe("the audit sheet, when something ends", () => {
  test("keeps the rows of a query that was removed or switched off, marked with the day", async () => {
    const { insert, refresh, queries } = await startAudited();
    const [removed, off] = [await insert("Charges", charges), await insert("Customers", "SELECT id FROM customers")];
    await queries.refreshAll({ signal: going() });
    await queries.remove(removed, "keep", going());
    await queries.setEvidence(off, false, going());
    expect(audit().map((row) => [row["Query"], row["Not updated since"]])).toEqual([["Charges", "2026-01-01"], ["Customers", "2026-01-01"]]);
    expect(new Set(totals().map((row) => row["Not updated since"]))).toEqual(new Set(["2026-01-01"]));
    await queries.setEvidence(off, true, going());
    await refresh(off);
    expect(audit().map((row) => row["Not updated since"])).toEqual(["2026-01-01", ""]);
  });

  test("marks with the day of the connection's time zone", async () => {
    const { insert, refresh, queries, clock } = await startAudited();
    const id = await insert("Charges", charges);
    await refresh(id);
    // Half past eleven in the evening in London, past midnight in Berlin.
    await clock.advance(23.5 * 3_600_000);
    await queries.setEvidence(id, false, going());
    expect(new Set([...audit(), ...totals()].map((row) => row["Not updated since"]))).toEqual(new Set(["2026-01-02"]));
  });

  test("marks the end of a query later when it cannot be marked at once", async () => {
    let refused = false;
    const { insert, refresh, queries, app } = await startAudited(() => refused);
    const [first, second] = [await insert("Charges", charges), await insert("Customers", "SELECT id FROM customers")];
    await queries.refreshAll({ signal: going() });
    refused = true;
    await queries.remove(first, "keep", going());
    expect(app.evidence.problem.get()).toMatchObject({ code: "WORKBOOK_BUSY" });
    refused = false;
    await refresh(second);
    expect(audit().map((row) => [row["Query"], row["Not updated since"]])).toEqual([["Charges", "2026-01-01"], ["Customers", ""]]);
    expect(app.evidence.problem.get()).toBeNull();
  });

  test("is written also of a run that is stopped when its rows are in the sheet", async () => {
    const { insert, state, queries, network } = await startAudited();
    const id = await insert("Charges", charges);
    network.before = (url) => {
      if (!url.includes("/v1/account")) return;
      queries.stop(id);
      throw new TypeError("the network is down");
    };
    await queries.refresh(id, { signal: going() }).catch(() => undefined);
    while (!office.model.tables().some(({ name }) => name === "Stripe_totals")) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(state(id)?.evidenceError ?? null).toBeNull();
    expect(audit()).toMatchObject([{ Query: "Charges", Rows: totals().reduce((sum, row) => sum + Number(row["Rows"]), 0), Account: expect.stringContaining("unknown: Cancelled") as unknown }]);
  });

  test("that cannot be written makes no run fail: the query says why", async () => {
    let refused = true;
    const { insert, refresh, state, queries, app } = await startAudited(() => refused);
    const id = await insert("Charges", charges);
    await refresh(id);
    expect(state(id)).toMatchObject({ error: null, evidenceError: { code: "WORKBOOK_BUSY", message: "The sheet is protected." } });
    expect(state(id)?.definition.lastRun?.error).toBeNull();
    refused = false;
    await refresh(id);
    expect(state(id)).toMatchObject({ error: null, evidenceError: null });
    refused = true;
    await queries.remove(id, "keep", going());
    expect(app.evidence.problem.get()).toMatchObject({ code: "WORKBOOK_BUSY" });
  });
});
