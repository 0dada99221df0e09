/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";

import { AppError } from "../../../src/base/app-error";
import type { TieLine } from "../../../src/app/evidence/evidence-api";
import { tieLines } from "../../../taskpane/evidence/tie-lines";
import { query } from "../fake-queries";
import { button, showPane, tab } from "../show-pane";

afterEach(cleanup);

function open(options: Parameters<typeof showPane>[0]) {
  const shown = showPane(options);
  fireEvent.click(tab("Queries"));
  return shown;
}

async function choose(item: RegExp): Promise<void> {
  fireEvent.click(button("More for Charges"));
  fireEvent.click(await screen.findByRole("menuitem", { name: item }));
}

const audited = query({ evidence: true });
const line = (part: Partial<TieLine>): TieLine => ({ column: "Net of all balance transactions", currency: "usd", rows: 2, total: 100n, balance: 100n, note: null, ...part });

describe("the audit sheet in the pane", () => {
  test("a query is added from its card, and refreshed, so that its rows are there", async () => {
    const { app } = open({ queries: [query()] });
    expect(screen.queryByText("On the audit sheet.")).toBeNull();
    await choose(/Add to audit sheet/);
    await screen.findByText("On the audit sheet.");
    await waitFor(() => expect(app.calls).toContain("refresh q1"));
    expect(app.calls.indexOf("evidence q1 true")).toBeLessThan(app.calls.indexOf("refresh q1"));
  });

  test("and taken off again, without a refresh", async () => {
    const { app } = open({ queries: [audited] });
    await choose(/Stop auditing/);
    await waitFor(() => expect(screen.queryByText("On the audit sheet.")).toBeNull());
    expect(app.calls.filter((call) => /evidence|refresh/.test(call))).toEqual(["evidence q1 false"]);
  });

  test("why the sheet is not of the last run is said at the query, which did not fail", () => {
    const evidenceError = new AppError("WORKBOOK_REFUSED", "The sheet is protected.", { hint: "Unprotect it." });
    open({ queries: [audited], states: { evidenceError } });
    expect(screen.getByText("The audit sheet does not show the last run.")).toBeTruthy();
    expect(screen.getByText(/The sheet is protected\. Unprotect it\./)).toBeTruthy();
    expect(screen.queryByText("Failed")).toBeNull();
  });

  test("what belongs to no query is said at the end of the page", () => {
    open({ queries: [query()], evidenceProblem: new AppError("WORKBOOK_BUSY", "A cell is being edited.") });
    expect(screen.getByText("The audit sheets do not show yet that a query ended.")).toBeTruthy();
    expect(screen.getByText("A cell is being edited.")).toBeTruthy();
  });
});

describe("tying to the balance in the pane", () => {
  test("is offered once for each connection of a query on the audit sheet", () => {
    open({ queries: [audited, query({ id: "q2", name: "Refunds", connection: "ACME", evidence: true }), query({ id: "q3", name: "Fees", connection: "Other" })] });
    expect(screen.getAllByRole("group", { name: /Balance of/ }).map((group) => group.getAttribute("aria-label"))).toEqual(["Balance of ACME"]);
  });

  test("is not offered where no query is on the sheet", () => {
    open({ queries: [query()] });
    expect(screen.queryByRole("button", { name: "Tie to Stripe's balance" })).toBeNull();
  });

  test("says whether all ties up", async () => {
    const { app, time } = open({ queries: [audited], tie: [line({}), line({ currency: "jpy", total: 7n, balance: 7n })] });
    fireEvent.click(button("Tie to Stripe's balance"));
    expect(await screen.findByText("The movements come to Stripe's balance in all 2 currencies.")).toBeTruthy();
    expect(app.calls).toContain("tie Acme");
    expect(screen.getByText("Read just now.")).toBeTruthy();
    time.pass(300_000);
    expect(await screen.findByText("Read 5 minutes ago.")).toBeTruthy();
  });

  test("asks before it takes more requests than the connection may", async () => {
    const tieFailure = new AppError("REQUEST_LIMIT", "Too many.", { detail: { least: 1000, most: 1000, limit: 500 } });
    const { app } = open({ queries: [audited], tie: [line({})], tieFailure });
    fireEvent.click(button("Tie to Stripe's balance"));
    fireEvent.click(await screen.findByRole("button", { name: "Read anyway" }));
    expect(await screen.findByText("The movements come to Stripe's balance.")).toBeTruthy();
    expect(app.calls).toContain("tie Acme maxRequests=null");
  });

  test("offers to sign in again where Stripe takes the key no longer", async () => {
    open({ queries: [audited], tieFailure: new AppError("REAUTH_REQUIRED", "Stripe does not know this key.") });
    fireEvent.click(button("Tie to Stripe's balance"));
    expect(await screen.findByRole("button", { name: "Reconnect Acme" })).toBeTruthy();
  });

  test("can be cancelled", async () => {
    const { app } = open({ queries: [audited] });
    app.hold();
    fireEvent.click(button("Tie to Stripe's balance"));
    fireEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(await screen.findByText("Cancelled.")).toBeTruthy();
  });
});

describe("what a tie found, in sentences", () => {
  test("names each difference in the decimals of its currency", () => {
    const lines = [line({ total: 12_345n, balance: 12_340n }), line({ currency: "jpy", total: 1n, balance: 12n }), line({ currency: "eur" })];
    expect(tieLines({ connection: "Acme", lines, asOf: 0 })).toEqual([
      "The movements do not come to Stripe's balance.",
      "Net of all balance transactions: USD differs by 0.05.",
      "Net of all balance transactions: JPY differs by -11.",
    ]);
  });

  test("gives the reason where there is no figure, once", () => {
    const missing = line({ currency: null, total: null, balance: null, note: "This key may not read the balance." });
    expect(tieLines({ connection: "Acme", lines: [missing, missing], asOf: 0 })).toEqual(["The balance could not be compared.", "This key may not read the balance."]);
  });
});
