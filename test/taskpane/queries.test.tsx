/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";

import { AppError } from "../../src/base/app-error";
import { rowLimitReason } from "./fake-app";
import { goodRun, query } from "./fake-queries";
import { fixedNow } from "./fixed-now";
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

const openMenu = (name: string) => fireEvent.click(button(`More for ${name}`));

/** Chooses from the menu of a card. */
async function choose(name: string, item: RegExp): Promise<void> {
  openMenu(name);
  fireEvent.click(await screen.findByRole("menuitem", { name: item }));
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
    expect(good?.getByText("250 rows, complete · Acme")).toBeTruthy();
    expect(good?.getByText("Refreshed 5 minutes ago by hand.")).toBeTruthy();
    expect(partial?.getByText("250 rows, not complete · Acme")).toBeTruthy();
    expect(partial?.getByText("First 1,000 rows; more exist.")).toBeTruthy();
  });

  test("ages and states go on by themselves, and nothing is watched any more when the page is left", async () => {
    const { time } = openQueries(query(), query({ id: "q2", name: "Other" }));
    await waitFor(() => expect(time.watchers.size).toBe(1));
    time.pass(86_400_000);
    expect(await screen.findAllByText("Stale")).toHaveLength(2);
    fireEvent.click(tab("Get data"));
    await waitFor(() => expect(time.watchers.size).toBe(0));
  });

  test("shows why the last run failed", () => {
    openQueries(query({ lastRun: { ...goodRun, cause: "schedule", error: "Stripe cannot be reached." } }));
    expect(screen.getByText("Tried 5 minutes ago by its schedule.")).toBeTruthy();
    expect(screen.getByText("Failed")).toBeTruthy();
    expect(screen.getByText(/Stripe cannot be reached\./)).toBeTruthy();
  });

  test("the history is folded, and says of each run when, why, how many rows, what it took and what went wrong", () => {
    const before = { ...goodRun, at: fixedNow - 86_400_000, complete: false, reasons: [rowLimitReason], cause: "schedule" } as const;
    const failed = { ...goodRun, at: fixedNow - 172_800_000, cause: "opening", error: "Stripe cannot be reached." } as const;
    const lastRun = { ...goodRun, requests: 13, elapsedMs: 1240, mode: "live", added: 3, changed: 12, gone: 1 } as const;
    openQueries(query({ lastRun, history: [before, failed] }));
    expect(screen.queryByText("13 requests · 1.2 s · live data")).toBeNull();
    fireEvent.click(button("History (3 runs)"));
    const runs = within(screen.getByRole("list", { name: "History of Charges" })).getAllByRole("listitem").map(({ textContent }) => textContent);
    expect(runs).toEqual([
      expect.stringMatching(/, by hand250 rows, complete: 3 new, 12 changed, 1 gone13 requests · 1\.2 s · live data$/),
      expect.stringMatching(/, by its schedule250 rows, not completeFirst 1,000 rows; more exist\.$/),
      expect.stringMatching(/, when the workbook openedFailed: Stripe cannot be reached\.$/),
    ]);
  });

  test("says what a refresh changed, and what is to know of how the table was written", async () => {
    openWith(query(), { written: { added: 3, changed: 12, gone: 1, note: "Rows were placed by position." } });
    fireEvent.click(button("Refresh"));
    await screen.findByText("Refreshed just now by hand: 3 new, 12 changed, 1 gone.");
    expect(screen.getByText("Rows were placed by position.")).toBeTruthy();
  });

  test("Reload everything lists all rows again, and says so", async () => {
    const load = { table: "charges", kind: "list", rows: 1200, requests: 12, asOf: 0, why: "It was asked for." } as const;
    const { app } = openQueries(query());
    await choose("Charges", /^Reload everything/);
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
    await screen.findByText("1,200 rows, complete · Acme");
    expect(app.calls.filter((call) => call.startsWith("refresh"))).toEqual(["refresh q1", "refresh q1", "refresh q1 maxRequests=null"]);
  });

  test("a question is gone once the query ran all the same, by its schedule", async () => {
    const { app } = openWith(query(), { limitFailure });
    fireEvent.click(button("Refresh"));
    await screen.findByText(/Go on\?/);
    await app.queries.refresh("q1", { signal: new AbortController().signal }, { cause: "schedule", maxRequests: null });
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

  test("a refresh by hand that fails says why beside the pause", async () => {
    const paused = "This query needs about 1,000 requests; the limit is 500. Its schedule is paused until you refresh it yourself.";
    const notAllowed = new AppError("NOT_ALLOWED", "This workbook may not read from Acme.");
    openWith(query({ paused }), { notAllowed });
    fireEvent.click(button("Refresh"));
    await screen.findByText("This workbook may not read from Acme.");
    expect(screen.getByText("Schedule paused.")).toBeTruthy();
    fireEvent.click(button("Allow and refresh Charges"));
    await screen.findByText("1,200 rows, complete · Acme");
  });

  test("a schedule that waits for a new sign-in offers it", () => {
    openQueries(query({ paused: "Stripe does not know the key any more.", pausedUntil: "signedIn" }));
    expect(screen.getByText("Paused")).toBeTruthy();
    expect(button("Reconnect Acme")).toBeTruthy();
  });

  test("Refresh runs one query again, with progress and Cancel", async () => {
    const { app } = openQueries(query(), query({ id: "q2", name: "Other" }));
    app.hold();
    const card = within(screen.getByRole("listitem", { name: "Charges" }));
    fireEvent.click(card.getByRole("button", { name: "Refresh" }));
    await card.findByText("Reading… 300 rows, 3 requests");
    expect(card.getByText("Running")).toBeTruthy();
    app.release();
    await card.findByText("1,200 rows, complete · Acme");
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

  test("a schedule follows a cell, typed or selected, until the field is emptied", async () => {
    const { app } = openQueries(query());
    fireEvent.click(button("Schedule"));
    const field = () => screen.getByRole("textbox", { name: "When this cell changes" });
    const type = (value: string) => {
      fireEvent.change(field(), { target: { value } });
      fireEvent.blur(field());
    };
    type("B2");
    await screen.findByText(/Refreshes when Sheet1!B2 changes/);
    fireEvent.click(button("Use the selected cell"));
    await screen.findByText(/Refreshes when Sheet1!C3 changes/);
    expect(field()).toHaveProperty("value", "Sheet1!C3");
    type("");
    await screen.findByText(/Refreshes by hand only/);
    expect(app.calls.at(-1)).toBe('schedule q1 {"onOpen":false,"repeat":null}');
  });

  test("a cell that is not in the workbook is refused beside its field, and the schedule stays", async () => {
    const { app } = openQueries(query());
    fireEvent.click(button("Schedule"));
    const field = screen.getByRole("textbox", { name: "When this cell changes" });
    fireEvent.change(field, { target: { value: "Nowhere!A1" } });
    fireEvent.submit(field);
    await screen.findByText(/has no cell "Nowhere!A1"/);
    expect(app.calls).toEqual([]);
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

  test("a run can be cancelled whoever began it, also one by a schedule, and that is no failure", async () => {
    const { app } = openQueries(query());
    app.hold();
    const bySchedule = app.queries.refresh("q1", { signal: new AbortController().signal }, { cause: "schedule" }).catch(String);
    await screen.findByText("Reading… 300 rows, 3 requests");
    fireEvent.click(button("Cancel"));
    await screen.findByText("Cancelled.");
    expect(await bySchedule).toContain("Cancelled.");
    expect(screen.getByText("Fresh")).toBeTruthy();
    expect(app.calls).toContain("stop q1");
  });

  test("Refresh All says how many queries are done and what was read in all, and can be cancelled", async () => {
    const { app } = openQueries(query(), query({ id: "q2", name: "Other" }));
    app.hold();
    fireEvent.click(button("Refresh All"));
    await screen.findByText("0 of 2 done · 600 rows, 6 requests");
    app.queries.stop("q2");
    await screen.findByText(/^1 of 2 done/);
    fireEvent.click(within(screen.getByRole("group", { name: "Refresh All" })).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("group", { name: "Refresh All" })).toBeNull());
    expect(screen.getAllByText("Cancelled.")).toHaveLength(2);
  });

  test("minutes that are no number cannot be scheduled", () => {
    const { app } = openQueries(query());
    fireEvent.click(button("Schedule"));
    fireEvent.change(screen.getByRole("combobox", { name: "Repeat" }), { target: { value: "every" } });
    fireEvent.change(screen.getByLabelText("Minutes"), { target: { value: "often" } });
    expect(screen.getByRole("alert").textContent).toBe("Give 1 to 1440 minutes.");
    expect(app.calls).toEqual(['schedule q1 {"onOpen":false,"repeat":{"kind":"every","minutes":30}}']);
  });

  test("a name is changed in its place, a taken one is refused beside it, and Escape leaves it", async () => {
    const { app } = openQueries(query(), query({ id: "q2", name: "Other" }));
    await choose("Charges", /^Rename/);
    const box = await screen.findByRole("textbox", { name: "New name of Charges" });
    fireEvent.change(box, { target: { value: "Other" } });
    fireEvent.click(button("Rename"));
    await screen.findByText('This workbook has a query named "Other" already. Choose another name.');
    fireEvent.keyDown(box, { key: "Escape" });
    await screen.findByRole("heading", { name: "Charges" });
    await choose("Charges", /^Rename/);
    fireEvent.change(await screen.findByRole("textbox"), { target: { value: "Sales" } });
    fireEvent.click(button("Rename"));
    await screen.findByRole("heading", { name: "Sales" });
    expect(app.calls).toEqual(["rename q1 Other", "rename q1 Sales"]);
  });

  test("Go to table selects it, or says that it is gone", async () => {
    const { app } = openWith(query(), { goToFailure: new AppError("NOT_FOUND", "The table of this query is no longer in the workbook.") });
    fireEvent.click(button("Go to table"));
    await screen.findByText("The table of this query is no longer in the workbook.");
    expect(app.calls).toEqual(["go to q1"]);
  });

  test("Convert to values says what it does, asks, and keeps the table", async () => {
    const { app } = openQueries(query());
    await choose("Charges", /^Convert to values/);
    expect(screen.getByText("The table stays as plain values, and is not refreshed any more.")).toBeTruthy();
    fireEvent.click(button("Convert"));
    await screen.findByText("No queries in this workbook");
    expect(app.calls).toEqual(["forget q1 keep"]);
  });

  test.each([
    ["Keep table", "keep"],
    ["Delete table", "delete"],
  ])("Delete asks what becomes of the table: %s", async (answer, data) => {
    const { app } = openQueries(query());
    await choose("Charges", /^Delete/);
    expect(screen.getByText(/Its table can stay as plain values, or be deleted/)).toBeTruthy();
    fireEvent.click(button(answer));
    await screen.findByText("No queries in this workbook");
    expect(app.calls).toEqual([`forget q1 ${data}`]);
  });

  test("a question that is left changes nothing", async () => {
    const { app } = openQueries(query());
    await choose("Charges", /^Delete/);
    fireEvent.click(button("Cancel"));
    expect(screen.getByRole("heading", { name: "Charges" })).toBeTruthy();
    expect(app.calls).toEqual([]);
  });

  test("rows that are gone stay unless a person wants them deleted, and the card says what that means", async () => {
    const { app } = openQueries(query());
    await choose("Charges", /^Rows that are gone/);
    expect(screen.getByText(/stays, with what you wrote in it, and is marked as gone/)).toBeTruthy();
    fireEvent.click(screen.getByRole("checkbox", { name: "Delete rows that are gone" }));
    await screen.findByText(/is deleted, with what you wrote in it/);
    expect(app.calls).toEqual(["gone rows q1 delete"]);
  });

  test("says when a schedule runs next, and that another computer runs it, to be taken over when it is late", async () => {
    const schedule = { onOpen: false, repeat: { kind: "every", minutes: 30 } } as const;
    const { app } = openWith(query({ schedule }), { states: { nextRun: fixedNow + 60_000, schedule: "overdue" } });
    expect(screen.getByText(/^Refreshes every 30 minutes, next \S/)).toBeTruthy();
    expect(screen.getByText("Another computer runs it, and missed two runs.")).toBeTruthy();
    fireEvent.click(button("Run the schedule of Charges here"));
    await waitFor(() => expect(screen.queryByText(/Another computer/)).toBeNull());
    expect(app.calls).toEqual(["take over q1"]);
  });

  test("says why some of the workbook's queries cannot be shown", () => {
    openWith(query(), { unreadable: new AppError("WORKBOOK_REFUSED", "One query of this workbook cannot be read.") });
    expect(screen.getByText("One query of this workbook cannot be read.")).toBeTruthy();
    expect(screen.getByRole("heading", { name: "Charges" })).toBeTruthy();
  });

  test("does not say that there are no queries where they cannot be read", () => {
    showPane({ unreadable: new AppError("WORKBOOK_BUSY", "Excel is busy.") });
    fireEvent.click(tab("Queries"));
    expect(screen.getByText("Excel is busy.")).toBeTruthy();
    expect(screen.queryByText("No queries in this workbook")).toBeNull();
  });
});
