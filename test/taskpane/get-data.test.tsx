/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";

import { AppError } from "../../src/base/app-error";
import type { TableEstimate } from "../../src/app/query-estimate";
import { chargesEstimate } from "../app/sample-estimate";
import { fixedNow } from "./fixed-now";
import { button, field, showPane, tab } from "./show-pane";

afterEach(cleanup);

const choose = (table: string) => fireEvent.click(button(table));
const insert = () => fireEvent.click(button("Insert"));
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });

describe("get data", () => {
  test("without a connection leads to the form for one", () => {
    showPane({ connections: [] });
    fireEvent.click(button("New connection"));
    expect(field("API key")).toBeTruthy();
  });

  test("finds tables by name, whatever the spelling", async () => {
    showPane();
    fireEvent.change(screen.getByRole("searchbox", { name: "Search tables" }), { target: { value: "Balance Trans" } });
    await screen.findByText("2 tables");
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)[0]).toContain("Balance transactions");
  });

  test("picks the usual columns, says that money comes in major units, and limits rows to 1,000", () => {
    showPane();
    choose("Charges");
    expect(screen.getByText("Columns (5 of 14)")).toBeTruthy();
    expect(screen.getByText(/Money comes in major units \(12.50, not 1250\)/)).toBeTruthy();
    expect((field("Row limit") as HTMLInputElement).value).toBe("1000");
    expect(screen.getByText("1,000 rows unless you change it; empty for all.")).toBeTruthy();
  });

  test("inserts the picked columns on a new sheet and says how many rows, and that more exist", async () => {
    const { app } = showPane();
    choose("Charges");
    fireEvent.click(screen.getByRole("checkbox", { name: "created" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "description" }));
    insert();
    await screen.findByText("1,000 rows inserted into Charges. First 1,000 rows; more exist.");
    expect(app.calls).toEqual([
      'insert SELECT id, amount_major AS amount, currency, status, description FROM charges | {"kind":"newSheet","sheetName":"Charges"}',
    ]);
  });

  test("offers to keep the rows' ids when they are not picked, and keeps them unless told otherwise", async () => {
    const { app } = showPane();
    choose("Charges");
    expect(screen.queryByRole("checkbox", { name: "Keep rows' ids (hidden column)" })).toBeNull();
    for (const name of ["id", "created", "amount", "currency"]) fireEvent.click(screen.getByRole("checkbox", { name }));
    insert();
    await screen.findByText(/1,000 rows inserted/);
    fireEvent.click(screen.getByRole("checkbox", { name: "Keep rows' ids (hidden column)" }));
    insert();
    await waitFor(() => expect(app.calls).toHaveLength(2));
    const target = (name: string) => `{"kind":"newSheet","sheetName":"${name}"}`;
    expect(app.calls).toEqual([
      `insert SELECT status FROM charges | ${target("Charges")}`,
      `insert SELECT status FROM charges | ${target("Charges 2")} | without ids`,
    ]);
  });

  test("inserts at the selected cell, under another name, without a limit", async () => {
    const { app } = showPane();
    choose("Customers");
    type("Row limit", "");
    type("Table name", "People");
    fireEvent.click(screen.getByRole("radio", { name: "This sheet, at the selected cell" }));
    insert();
    await screen.findByText("1,200 rows inserted into People. All rows are there.");
    expect(app.calls).toEqual(['insert SELECT id, created FROM customers | {"kind":"activeCell"}']);
  });

  test("takes SQL as it is written", async () => {
    const { app } = showPane();
    fireEvent.click(tab("Write SQL"));
    type("SQL", " SELECT count(*) FROM charges ");
    insert();
    await waitFor(() => expect(app.calls).toEqual(['insert SELECT count(*) FROM charges | {"kind":"newSheet","sheetName":"Query"}']));
  });

  test("turns what was picked into SQL to go on from", () => {
    showPane();
    choose("Charges");
    fireEvent.click(button("Edit as SQL"));
    expect((field("SQL") as HTMLTextAreaElement).value).toBe(
      "SELECT id, created, amount_major AS amount, currency, status FROM charges",
    );
  });

  test("goes to the first connection when the chosen one was removed meanwhile", async () => {
    const { pane } = showPane();
    pane.getData.set({ ...pane.getData.get(), connection: "Gone" });
    choose("Charges");
    insert();
    await screen.findByText(/inserted into Charges/);
  });

  test("a failure is told to those who cannot see it", async () => {
    showPane();
    fireEvent.click(tab("Write SQL"));
    type("SQL", "SELECT amout FROM charges");
    insert();
    const spoken = () => document.querySelector<HTMLElement>("[aria-live=assertive] > span")?.innerText;
    await waitFor(() => expect(spoken()).toContain("There is no column amout."));
  });

  test("shows a failure with its next step", async () => {
    showPane();
    fireEvent.click(tab("Write SQL"));
    type("SQL", "SELECT amout FROM charges");
    insert();
    await screen.findByText("There is no column amout.");
    expect(screen.getByText(/Did you mean amount\?/)).toBeTruthy();
  });

  test("shows rows and requests while reading, and stops on Cancel", async () => {
    const { app } = showPane();
    app.hold();
    choose("Charges");
    insert();
    expect((await screen.findByText("Reading… 300 rows, 3 requests")).getAttribute("aria-live")).toBe("polite");
    fireEvent.click(button("Cancel"));
    await screen.findByText("Cancelled.");
    expect(button("Insert")).toBeTruthy();
  });

  test("shows how much is done once it is known how much there is", async () => {
    const { app } = showPane({ expected: { least: 10, most: 12 } });
    app.hold();
    choose("Charges");
    insert();
    await screen.findByText("Reading… 300 rows, 3 of about 12 requests");
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("0.25");
    fireEvent.click(button("Cancel"));
  });

  test("says what the answer took, whose data it is, how old, how it came, and what is left to read", async () => {
    const load = { table: "charges", kind: "list", rows: 1000, requests: 13, asOf: 0, why: "The key may not read events." } as const;
    const reads = { count: 1240, since: 0, floor: 10_000 };
    showPane({ answer: { requests: 13, mode: "live", asOf: fixedNow - 180_000, loads: [load], reads } });
    choose("Charges");
    insert();
    await screen.findByText("13 requests · 1.2 s · live data · read 3 minutes ago");
    expect(screen.getByText("Charges: everything was read anew. The key may not read events.")).toBeTruthy();
    expect(screen.getByText(/1,240 of 10,000 reads in 30 days/)).toBeTruthy();
  });

  test("reading goes on while another page is looked at", async () => {
    const { app } = showPane();
    app.hold();
    choose("Charges");
    insert();
    fireEvent.click(tab("Queries"));
    app.release();
    await screen.findByRole("heading", { name: "Charges" });
    fireEvent.click(tab("Get data"));
    expect(screen.getByText(/1,000 rows inserted into Charges/)).toBeTruthy();
  });

  test("asks for the value without which Stripe does not list a table", async () => {
    const { app } = showPane();
    choose("Customer balance transactions");
    insert();
    expect(screen.getByText("Stripe lists this table for one value only.")).toBeTruthy();
    expect(app.calls).toEqual([]);
    fireEvent.change(screen.getByLabelText(/^Customer/), { target: { value: "cus_1" } });
    insert();
    await waitFor(() => expect(app.calls[0]).toContain("WHERE customer = 'cus_1'"));
  });

  test("a table that is listed for one customer at a time can be read for all of them", async () => {
    const { app } = showPane();
    choose("Customer tax ids");
    expect(screen.getByText("Empty: for all customers, one request or more for each.")).toBeTruthy();
    insert();
    await waitFor(() => expect(app.calls[0]).toContain("insert SELECT id, customer FROM customer_tax_ids |"));
  });

  test("with no column picked sends nothing and says why", () => {
    const { app } = showPane();
    choose("Charges");
    fireEvent.click(button("none"));
    insert();
    expect(screen.getByText("Pick at least one column.")).toBeTruthy();
    expect(app.calls).toEqual([]);
  });
});

const limitFailure = new AppError("REQUEST_LIMIT", "This query needs about 1,000 to 1,300 requests to Stripe; the limit is 500.", {
  detail: { least: 1000, most: 1300, limit: 500 },
});

describe("a run that takes more requests than usual", () => {
  test("is asked about, with requests and time, and goes on with Read anyway", async () => {
    const { app } = showPane({ limitFailure });
    choose("Charges");
    type("Row limit", "");
    insert();
    await screen.findByText("This takes about 1,000-1,300 requests (about 40-52 s). Go on?");
    expect(screen.getByText(/asks above 500 \(Request limit in its settings\)/)).toBeTruthy();
    expect(app.calls.at(-1)).toContain("send nothing");
    fireEvent.click(button("Read anyway"));
    await screen.findByText(/1,200 rows inserted into Charges/);
  });

  test("is given up with Cancel", async () => {
    const { app } = showPane({ limitFailure });
    choose("Charges");
    insert();
    await screen.findByText(/Go on\?/);
    fireEvent.click(button("Cancel"));
    expect(await screen.findByRole("button", { name: "Insert" })).toBeTruthy();
    expect([app.calls.filter((call) => call.startsWith("insert")).length, screen.queryByText(/Go on/)]).toEqual([1, null]);
  });
});

describe("Estimate", () => {
  const charges: TableEstimate = {
    ...chargesEstimate,
    requests: { least: 10, most: 13 },
    rows: { least: 1000, most: 1300 },
    seconds: { least: 2, most: 3 },
  };
  const estimate = { tables: [charges], requests: charges.requests, seconds: charges.seconds, probes: 2 };

  test("says what the insert would take, and what Stripe filters, without inserting", async () => {
    const { app } = showPane({ estimate });
    choose("Charges");
    fireEvent.click(button("Estimate"));
    const shown = within(await screen.findByRole("region", { name: "Estimate" }));
    expect(shown.getByRole("status").textContent).toBe("About 10-13 requests, about 2-3 s.");
    expect(shown.getByText("created[gte]=1767225600")).toBeTruthy();
    expect(app.calls).toEqual(["explain SELECT id, created, amount_major AS amount, currency, status FROM charges | probe"]);
  });

  test("is gone as soon as something else is chosen", async () => {
    showPane({ estimate });
    choose("Charges");
    fireEvent.click(button("Estimate"));
    await screen.findByRole("region", { name: "Estimate" });
    type("Row limit", "5");
    await waitFor(() => expect(screen.queryByRole("region", { name: "Estimate" })).toBeNull());
  });

  test("can be cancelled", async () => {
    const { app } = showPane({ estimate });
    app.hold();
    choose("Charges");
    fireEvent.click(button("Estimate"));
    await screen.findByText("Estimating…");
    fireEvent.click(button("Cancel"));
    await screen.findByText("Cancelled.");
  });
});
