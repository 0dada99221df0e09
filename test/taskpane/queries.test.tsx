/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";

import { AppError } from "../../src/base/app-error";
import { goodRun, query, rowLimitReason } from "./fake-app";
import { button, showPane, tab } from "./show-pane";

afterEach(cleanup);

function openQueries(...queries: readonly ReturnType<typeof query>[]) {
  const shown = showPane({ queries });
  fireEvent.click(tab("Queries"));
  return shown;
}

function openWith(one: ReturnType<typeof query>, options: Parameters<typeof showPane>[0]) {
  const shown = showPane({ ...options, queries: [one] });
  fireEvent.click(tab("Queries"));
  return shown;
}

const limitFailure = new AppError("REQUEST_LIMIT", "This query needs about 1,000 to 1,300 requests to Stripe; the limit is 500.", {
  detail: { least: 1000, most: 1300, limit: 500 },
});

describe("queries", () => {
  test("an empty workbook leads to Get data", () => {
    openQueries();
    fireEvent.click(button("Get data"));
    expect(screen.getByRole("searchbox", { name: "Search tables" })).toBeTruthy();
  });

  test("shows the rows, age, connection and completeness of the last run", () => {
    openQueries(query(), query({ id: "q2", name: "Big", lastRun: { ...goodRun, complete: false, reasons: [rowLimitReason] } }));
    const [good, partial] = screen.getAllByRole("listitem").map((item) => within(item));
    expect(good?.getByText("250 rows · 5 minutes ago · Acme")).toBeTruthy();
    expect(good?.getByText("Complete")).toBeTruthy();
    expect(partial?.getByText("Partial")).toBeTruthy();
    expect(partial?.getByText("First 1,000 rows; more exist.")).toBeTruthy();
  });

  test("shows why the last run failed", () => {
    openQueries(query({ lastRun: { ...goodRun, error: "Stripe cannot be reached." } }));
    expect(screen.getByText("Failed")).toBeTruthy();
    expect(screen.getByText("Stripe cannot be reached.")).toBeTruthy();
  });

  test("shows what the last run took and whose data it is", () => {
    openQueries(query({ lastRun: { ...goodRun, requests: 13, elapsedMs: 1240, mode: "live" } }));
    expect(screen.getByText("13 requests · 1.2 s · live data")).toBeTruthy();
  });

  test("Reload everything lists all rows again, and says so", async () => {
    const load = { table: "charges", kind: "list", rows: 1200, requests: 12, asOf: 0, why: "It was asked for." } as const;
    const { app } = openQueries(query());
    fireEvent.click(button("More ways to refresh Charges"));
    fireEvent.click(button("Reload everything"));
    await waitFor(() => expect(app.calls).toEqual(["refresh q1 reload=true"]));
    cleanup();
    openWith(query(), { answer: { loads: [load] } });
    fireEvent.click(button("Refresh"));
    await screen.findByText("Charges: everything was read anew. It was asked for.");
  });

  test("a refresh over the limit of requests is asked about", async () => {
    const { app } = openWith(query(), { limitFailure });
    fireEvent.click(button("Refresh"));
    await screen.findByText("This takes about 1,000-1,300 requests (about 40-52 s). Go on?");
    fireEvent.click(button("Cancel"));
    await screen.findByText("This query needs about 1,000 to 1,300 requests to Stripe; the limit is 500.");
    fireEvent.click(button("Refresh"));
    fireEvent.click(await screen.findByRole("button", { name: "Read anyway" }));
    await screen.findByText("1,200 rows · just now · Acme");
    expect(app.calls.filter((call) => call.startsWith("refresh"))).toEqual(["refresh q1", "refresh q1", "refresh q1 maxRequests=null"]);
  });

  test("a question is gone once the query ran all the same, by its schedule", async () => {
    const { app } = openWith(query(), { limitFailure });
    fireEvent.click(button("Refresh"));
    await screen.findByText(/Go on\?/);
    await app.queries.refresh("q1", { signal: new AbortController().signal }, { bySchedule: true, maxRequests: null });
    await waitFor(() => expect(screen.queryByText(/Go on\?/)).toBeNull());
  });

  test("Refresh All asks about each query over the limit of requests", async () => {
    const { app } = openWith(query(), { limitFailure });
    fireEvent.click(button("Refresh All"));
    await screen.findByText(/about 1,000-1,300 requests/);
    expect(app.calls).toContain("refresh q1");
  });

  test("a paused schedule says why and how to go on, and a refresh by hand over the limit asks all the same", async () => {
    const paused = "This query needs about 1,000 requests; the limit is 500. Its schedule is paused until you refresh it yourself.";
    openWith(query({ paused, lastRun: { ...goodRun, error: paused } }), { limitFailure });
    expect(screen.getByText("Schedule paused.")).toBeTruthy();
    expect(screen.getAllByText(/until you refresh it yourself/)).toHaveLength(1);
    fireEvent.click(button("Refresh"));
    await screen.findByText(/Go on\?/);
  });

  test("Refresh runs one query again, with progress and Cancel", async () => {
    const { app } = openQueries(query(), query({ id: "q2", name: "Other" }));
    app.hold();
    const card = within(screen.getByRole("listitem", { name: "Charges" }));
    fireEvent.click(card.getByRole("button", { name: "Refresh" }));
    await card.findByText("Reading… 300 rows, 3 requests");
    expect(card.getByRole("button", { name: "Cancel" })).toBeTruthy();
    app.release();
    await card.findByText("1,200 rows · just now · Acme");
    expect(app.calls).toEqual(["refresh q1"]);
  });

  test("Refresh All runs every query again", async () => {
    const { app } = openQueries(query(), query({ id: "q2", name: "Other" }));
    fireEvent.click(button("Refresh All"));
    await waitFor(() => expect(app.calls).toEqual(["refresh q1", "refresh q2"]));
  });

  test("a schedule is said in words and changed in place", async () => {
    const { app } = openQueries(query());
    expect(screen.getByText(/Refreshes by hand only/)).toBeTruthy();
    fireEvent.click(button("Schedule"));
    fireEvent.click(screen.getByRole("checkbox", { name: "When the workbook opens" }));
    await screen.findByText(/Refreshes on open\./);
    fireEvent.change(screen.getByRole("combobox", { name: "Repeat" }), { target: { value: "every" } });
    await screen.findByText(/Refreshes on open, every 30 minutes/);
    expect(app.calls).toEqual([
      'schedule q1 {"onOpen":true,"repeat":null}',
      'schedule q1 {"onOpen":true,"repeat":{"kind":"every","minutes":30}}',
    ]);
  });

  test("what is chosen while the choice before is still being saved is saved too", async () => {
    const { app } = openQueries(query());
    app.hold();
    fireEvent.click(button("Schedule"));
    fireEvent.click(screen.getByRole("checkbox", { name: "When the workbook opens" }));
    fireEvent.change(screen.getByRole("combobox", { name: "Repeat" }), { target: { value: "every" } });
    for (const value of ["4", "45"]) fireEvent.change(screen.getByLabelText("Minutes"), { target: { value } });
    app.release();
    await screen.findByText(/Refreshes on open, every 45 minutes/);
  });

  test("a refresh that was not started here shows no Cancel that would do nothing", async () => {
    const { app } = openQueries(query());
    app.hold();
    const elsewhere = app.queries.refresh("q1", { signal: new AbortController().signal });
    await screen.findByText("Reading…");
    expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull();
    app.release();
    await elsewhere;
  });

  test("minutes that are no number cannot be scheduled", () => {
    const { app } = openQueries(query());
    fireEvent.click(button("Schedule"));
    fireEvent.change(screen.getByRole("combobox", { name: "Repeat" }), { target: { value: "every" } });
    fireEvent.change(screen.getByLabelText("Minutes"), { target: { value: "often" } });
    expect(screen.getByRole("alert").textContent).toBe("Give 1 to 1440 minutes.");
    expect(app.calls).toEqual(['schedule q1 {"onOpen":false,"repeat":{"kind":"every","minutes":30}}']);
  });

  test("removing a query asks first and says that the table stays", async () => {
    const { app } = openQueries(query());
    fireEvent.click(button("Remove Charges"));
    expect(screen.getByText("Stop refreshing? The table stays.")).toBeTruthy();
    fireEvent.click(button("Remove"));
    await screen.findByText("No queries in this workbook");
    expect(app.calls).toEqual(["forget q1 keep"]);
  });
});
