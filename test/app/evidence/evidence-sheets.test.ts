import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../../src/base/app-error";
import { auditNamespace } from "../../../src/app/evidence/audit-part";
import { officeWorkbook } from "../../../src/platform/office/workbook";
import { inTable } from "../../excel-sim/in-table";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";
import { going, startApp, whileTimePasses } from "../harness";
import { charges, rowsOf, startAudited } from "./audit-world";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const audit = () => rowsOf(office, "Stripe_audit");
const totals = () => rowsOf(office, "Stripe_totals");

/** Puts the rows of a table in the opposite order, as a person's sort may do. */
function turnRows(name: string): void {
  const { area } = office.model.tables().find((one) => one.name === name)!;
  const body = { ...area, row: area.row + 1, rows: area.rows - 1 };
  office.model.writeCells(body, office.model.readValues(body).toReversed());
}

describe("the audit sheet", () => {
  test("tells of a query what was run, where, when, and how much of all its rows are", async () => {
    const { insert, refresh, sandbox } = await startAudited();
    const id = await insert("Charges", charges);
    const { rows, asOf } = await refresh(id);
    expect(audit()).toEqual([
      {
        Query: "Charges",
        Connection: "acme",
        Account: expect.stringContaining(sandbox.accounts().platform) as unknown,
        Mode: "test",
        "API version": "2026-10-28.endive",
        // An hour ahead of UTC.
        "Read at": expect.closeTo(asOf / 86_400_000 + 25_569 + 1 / 24, 4) as unknown,
        Zone: "Europe/Berlin",
        Rows: rows.length,
        Requests: expect.any(Number) as unknown,
        Complete: "yes",
        Reasons: "",
        Table: "Charges",
        "Last failure": "",
        SQL: charges,
        "Query id": id,
      },
    ]);
  });

  test("says of a partial answer that it is not complete, and why, also beside its totals", async () => {
    const { insert, refresh } = await startAudited();
    await refresh(await insert("Charges", charges, { run: { sql: charges, maxRows: 2 } }));
    expect(audit()).toMatchObject([{ Rows: 2, Complete: "no", Reasons: expect.stringContaining("more exist") as unknown }]);
    for (const row of totals()) expect(row["Note"]).toBe("not all rows are there");
  });

  test("keeps what a run told before when the next one fails, and says why it failed until one succeeds", async () => {
    const { insert, refresh, network, clock } = await startAudited();
    const id = await insert("Charges", charges);
    await refresh(id);
    const [before] = audit();
    network.before = () => {
      throw new TypeError("the network is down");
    };
    await whileTimePasses(clock, refresh(id).catch((thrown: unknown) => AppError.from(thrown)));
    expect(audit()).toEqual([{ ...before, "Last failure": expect.stringMatching(/reach|answer/) as unknown }]);
    network.before = () => undefined;
    await refresh(id);
    expect(audit()).toMatchObject([{ "Last failure": "" }]);
  });

  test("says nothing of a change that did not come about: the query is as it was", async () => {
    const { insert, refresh, queries } = await startAudited();
    const id = await insert("Charges", charges);
    await refresh(id);
    const before = audit();
    await expect(queries.edit(id, { sql: "SELECT amout FROM charges" }, { signal: going() })).rejects.toMatchObject({ code: "SQL_UNKNOWN_COLUMN" });
    expect(audit()).toEqual(before);
    await queries.edit(id, { sql: "SELECT id FROM charges" }, { signal: going() });
    expect(audit()).toMatchObject([{ SQL: "SELECT id FROM charges", "Last failure": "" }]);
  });

  test("of a workbook that may not read yet is not touched, and its balance is not read", async () => {
    const { insert, refresh, deps } = await startAudited();
    const id = await insert("Charges", charges);
    await refresh(id);
    const [before, parts] = [audit(), await officeWorkbook.readPart(auditNamespace, going())];
    const elsewhere = { ...deps.addIn, documentAddress: () => Promise.resolve("https://other.example/Book1.xlsx") };
    const { app, requests } = startApp({ workbook: deps.workbook, openSettingsStore: deps.openSettingsStore, addIn: elsewhere });
    await app.queries.load(going());
    await expect(app.queries.refresh(id, { signal: going() })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await expect(app.evidence.tie("acme", {}, { signal: going() })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    expect([audit(), await officeWorkbook.readPart(auditNamespace, going())]).toEqual([before, parts]);
    expect(requests).toEqual([]);
  });

  test("says nothing of a colleague who has no such connection", async () => {
    const { insert, refresh, deps } = await startAudited();
    const id = await insert("Charges", charges);
    await refresh(id);
    const before = audit();
    const { app } = startApp({ workbook: deps.workbook });
    await app.queries.load(going());
    await expect(app.queries.refresh(id, { signal: going() })).rejects.toMatchObject({ code: "NOT_CONNECTED" });
    expect(audit()).toEqual(before);
  });

  test("takes names and SELECTs as texts, never as formulas", async () => {
    const { insert, refresh } = await startAudited();
    await refresh(await insert("=1+1", "SELECT '=2+2' AS a, count(*) AS n FROM charges"));
    expect(audit()).toMatchObject([{ Query: "=1+1", SQL: "SELECT '=2+2' AS a, count(*) AS n FROM charges" }]);
  });

  test("is written only for queries that have it switched on, and leaves the shown sheet as it is", async () => {
    const { insert, refresh, queries, writes } = await startAudited();
    const id = await insert("Charges", charges);
    await queries.setEvidence(id, false, going());
    await refresh(id);
    expect(writes.filter((write) => write.includes("Stripe"))).toEqual([]);
    await queries.setEvidence(id, true, going());
    const shown = office.model.activeSheetId();
    await refresh(id);
    expect(audit()).toHaveLength(1);
    expect(office.model.activeSheetId()).toBe(shown);
  });

  test("does not show the ids that tell its rows", async () => {
    const { insert, refresh } = await startAudited();
    await refresh(await insert("Charges", charges));
    const hidden = await Excel.run(async (context) => {
      const columns = ["Query id", "Query"].map((name) => context.workbook.tables.getItem("Stripe_audit").columns.getItem(name).getRange());
      for (const column of columns) column.load("columnHidden");
      await context.sync();
      return columns.map(({ columnHidden }) => columnHidden);
    });
    expect(hidden).toEqual([true, false]);
  });

  test("is written once for all queries of Refresh All", async () => {
    const { insert, queries, writes } = await startAudited();
    for (const name of ["Charges", "Customers", "Refunds"]) await insert(name, `SELECT id FROM ${name}`);
    writes.length = 0;
    await queries.refreshAll({ signal: going() });
    expect(audit().map(({ Query }) => Query).sort()).toEqual(["Charges", "Customers", "Refunds"]);
    expect(writes.filter((write) => write.includes("audit"))).toEqual(["insertTable Stripe audit"]);
    await queries.refreshAll({ signal: going() });
    expect(writes.filter((write) => write.includes("audit"))).toEqual(["insertTable Stripe audit", "refreshTable Stripe_audit"]);
  });

  test("has a new name of a query from its next run on, in the same row", async () => {
    const { insert, refresh, queries } = await startAudited();
    const id = await insert("Charges", charges);
    await refresh(id);
    await queries.rename(id, "Sales", going());
    await refresh(id);
    expect(audit().map((row) => row["Query"])).toEqual(["Sales"]);
    expect(new Set(totals().map((row) => row["Query"]))).toEqual(new Set(["Sales"]));
  });

  test("keeps what a person made of it: another name, columns, order, deleted rows", async () => {
    const { insert, refresh } = await startAudited();
    const [first, second] = [await insert("Charges", charges), await insert("Customers", "SELECT id FROM customers")];
    await refresh(first);
    await refresh(second);
    await inTable("Stripe_audit", (table) => {
      table.columns.add(0, [["Checked by"], ["Ann"], ["Bob"]]);
      table.name = "Proof";
    });
    turnRows("Proof");
    await refresh(first);
    expect(rowsOf(office, "Proof").map((row) => [row["Checked by"], row["Query"]])).toEqual([["Bob", "Customers"], ["Ann", "Charges"]]);
    await inTable("Proof", (table) => table.rows.getItemAt(0).delete());
    await refresh(first);
    expect(rowsOf(office, "Proof").map((row) => [row["Checked by"], row["Query"]])).toEqual([["Ann", "Charges"]]);
  });

  test("is made again when a person deleted it", async () => {
    const { insert, refresh } = await startAudited();
    const id = await insert("Charges", charges);
    await refresh(id);
    await inTable("Stripe_audit", (table) => table.worksheet.delete());
    await refresh(id);
    expect(audit()).toHaveLength(1);
  });

  test("is found again in a workbook that was opened anew, by ids that its own part keeps, and nothing else", async () => {
    const { insert, refresh, deps } = await startAudited();
    const id = await insert("Charges", charges);
    await refresh(id);
    const part = await officeWorkbook.readPart(auditNamespace, going());
    expect(part).not.toMatch(/sk_test|acct_|SELECT|usd/i);
    const reopened = startApp({ workbook: deps.workbook, openSettingsStore: deps.openSettingsStore });
    await reopened.app.queries.load(going());
    expect(reopened.app.queries.list.get()[0]?.definition.evidence).toBe(true);
    await reopened.app.queries.refresh(id, { signal: going() });
    expect(audit()).toHaveLength(1);
    expect(totals().filter((row) => row["Not updated since"] !== undefined && row["Not updated since"] !== "")).toEqual([]);
  });

  test("of a later version is left as it is", async () => {
    const { insert, refresh, state } = await startAudited();
    const id = await insert("Charges", charges);
    const part = `<audit xmlns="${auditNamespace}" version="2"/>`;
    await officeWorkbook.writePart({ namespace: auditNamespace, xml: part }, going());
    await refresh(id);
    expect(state(id)?.evidenceError).toMatchObject({ code: "WORKBOOK_REFUSED", message: expect.stringContaining("later version") as unknown });
    expect(await officeWorkbook.readPart(auditNamespace, going())).toBe(part);
  });
});

describe("the sheet of totals", () => {
  test("has the exact sum of each money column by currency, in its decimals", async () => {
    const { insert, refresh, sandbox } = await startAudited();
    const id = await insert("Charges", charges);
    await refresh(id);
    const all = sandbox.all("charge");
    for (const row of totals()) {
      const own = all.filter((one) => String(one["currency"]).toUpperCase() === row["Currency"]);
      const exponent = { JPY: 0, KWD: 3 }[String(row["Currency"])] ?? 2;
      expect(row).toMatchObject({ Query: "Charges", Column: "amount", Rows: own.length, Balance: "", Difference: "", Note: "", "Query id": id });
      expect(Number(row["Total"]).toFixed(exponent)).toBe((own.reduce((sum, one) => sum + Number(one["amount"]), 0) / 10 ** exponent).toFixed(exponent));
    }
    expect(totals().map((row) => row["Currency"])).toEqual([...new Set(all.map((one) => String(one["currency"]).toUpperCase()))].sort());
  });

  test("marks a currency that the query does not have any more", async () => {
    const { insert, refresh, sandbox } = await startAudited();
    const id = await insert("Charges", "SELECT id, amount, currency FROM charges WHERE currency IN ('jpy', 'usd')");
    await refresh(id);
    for (const charge of sandbox.all("charge")) if (charge["currency"] === "jpy") sandbox.update(charge.id, { currency: "usd" });
    await refresh(id);
    expect(totals().map((row) => [row["Currency"], row["Not updated since"]])).toEqual([["JPY", "2026-01-01"], ["USD", ""]]);
  });

  test("says where the table shows minor units, unlike the total", async () => {
    const { insert, refresh } = await startAudited();
    await refresh(await insert("Charges", "SELECT id, amount, currency FROM charges"));
    const minor = "the table shows minor units";
    expect(totals().length).toBeGreaterThan(3);
    for (const row of totals()) expect(row["Note"]).toBe(row["Currency"] === "JPY" ? "" : minor);
  });

  test("has of an answer without amounts, or with sums of SQL only, no rows", async () => {
    const { insert, refresh } = await startAudited();
    await refresh(await insert("People", "SELECT id, email FROM customers"));
    await refresh(await insert("Sums", "SELECT currency, sum(amount) AS total FROM charges GROUP BY currency"));
    expect(audit()).toHaveLength(2);
    expect(() => totals()).toThrow("no table");
  });

  test("says that a currency was not selected rather than add up several", async () => {
    const { insert, refresh } = await startAudited();
    await refresh(await insert("Charges", "SELECT id, amount FROM charges"));
    expect(totals()).toMatchObject([{ Column: "amount", Currency: "", Total: "", Note: "currency not selected" }]);
  });

  test("gets the movements of an account beside its balance, without a difference, and keeps the totals of queries", async () => {
    const { insert, refresh, app } = await startAudited();
    await refresh(await insert("Charges", charges));
    const before = totals();
    const { lines } = await app.evidence.tie("acme", {}, { signal: going() });
    expect(totals().slice(0, before.length)).toEqual(before);
    const tied = totals().slice(before.length);
    expect(tied.map((row) => row["Currency"])).toEqual(lines.map(({ currency }) => currency?.toUpperCase()));
    for (const row of tied) expect(row).toMatchObject({ Query: "Balance of acme", Column: "Net of all balance transactions", Total: row["Balance"], Difference: 0, Note: "" });
    expect(tied.length).toBeGreaterThan(2);
    await app.evidence.tie("acme", {}, { signal: going() });
    expect(totals()).toHaveLength(before.length + tied.length);
  });
});
