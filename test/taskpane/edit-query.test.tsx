/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";

import { AppError } from "../../src/base/app-error";
import { acme } from "./fake-app";
import { query } from "./fake-queries";
import { button, field, showPane, tab } from "./show-pane";

afterEach(cleanup);

const builder = { table: "charges", columns: ["id", "status"], required: {} };
const picked = query({ sql: "SELECT id, status FROM charges", builder });

function edit(one: ReturnType<typeof query>, options: Parameters<typeof showPane>[0] = {}) {
  const shown = showPane({ ...options, queries: [one] });
  fireEvent.click(tab("Queries"));
  fireEvent.click(button("Edit"));
  return shown;
}

const checkbox = (name: string) => screen.getByRole<HTMLInputElement>("checkbox", { name });

describe("editing a query", () => {
  test("shows its picks, saves other ones, and leads back to its card", async () => {
    const { app } = edit(picked);
    expect(screen.getByRole("heading", { name: "Edit Charges" })).toBeTruthy();
    expect(screen.getByText("Columns (2 of 14)")).toBeTruthy();
    fireEvent.click(checkbox("status"));
    fireEvent.click(checkbox("amount"));
    fireEvent.change(field("Row limit"), { target: { value: "" } });
    fireEvent.click(button("Save changes"));
    await screen.findByText("Refreshes by hand only.", { exact: false });
    const change = {
      sql: "SELECT id, amount_major AS amount FROM charges",
      maxRows: null,
      connection: "Acme",
      builder: { table: "charges", columns: ["id", "amount"], required: {} },
    };
    expect(app.calls).toEqual([`edit q1 ${JSON.stringify(change)}`]);
  });

  test("shows SQL that was written by hand as it is", async () => {
    const { app } = edit(query({ sql: "SELECT 1", maxRows: null }));
    expect((field("SQL") as HTMLTextAreaElement).value).toBe("SELECT 1");
    expect((field("Row limit") as HTMLInputElement).value).toBe("");
    fireEvent.change(field("SQL"), { target: { value: "SELECT 2" } });
    fireEvent.click(button("Save changes"));
    await waitFor(() => expect(app.calls).toEqual(['edit q1 {"sql":"SELECT 2","maxRows":null,"connection":"Acme"}']));
  });

  test("Cancel leaves the query as it was, and brings back what was chosen for a new one", () => {
    const { app } = showPane({ queries: [picked] });
    fireEvent.click(button("Customers"));
    fireEvent.click(tab("Queries"));
    fireEvent.click(button("Edit"));
    fireEvent.click(checkbox("status"));
    fireEvent.click(button("Cancel"));
    expect(screen.getByRole("listitem", { name: "Charges" })).toBeTruthy();
    fireEvent.click(tab("Get data"));
    expect(screen.getByRole("heading", { name: "Customers" })).toBeTruthy();
    expect(button("Insert")).toBeTruthy();
    expect(app.calls).toEqual([]);
  });

  test("a change that fails says so, and can be mended", async () => {
    const { app } = edit(query());
    fireEvent.change(field("SQL"), { target: { value: "SELECT amout FROM charges" } });
    fireEvent.click(button("Save changes"));
    await screen.findByText("There is no column amout.");
    fireEvent.change(field("SQL"), { target: { value: "SELECT amount FROM charges" } });
    expect(screen.queryByText("There is no column amout.")).toBeNull();
    fireEvent.click(button("Save changes"));
    await screen.findByRole("listitem", { name: "Charges" });
    expect(app.calls).toHaveLength(2);
  });

  test("a wrong field is said beside it, and nothing runs", () => {
    const { app } = edit(picked);
    fireEvent.change(field("Row limit"), { target: { value: "0" } });
    fireEvent.click(button("Save changes"));
    expect(screen.getByText(/Give a whole number/)).toBeTruthy();
    expect(app.calls).toEqual([]);
  });

  test("a change over the limit of requests is asked about", async () => {
    const limitFailure = new AppError("REQUEST_LIMIT", "This needs many requests.", { detail: { least: 1000, most: 1300, limit: 500 } });
    const { app } = edit(picked, { limitFailure });
    fireEvent.click(button("Save changes"));
    fireEvent.click(await screen.findByRole("button", { name: "Read anyway" }));
    await screen.findByRole("listitem", { name: "Charges" });
    expect(app.calls.at(-1)).toContain('"maxRequests":null');
  });

  test("saving shows what was read, and Cancel stops it", async () => {
    const { app } = edit(picked);
    app.hold();
    fireEvent.click(button("Save changes"));
    await screen.findByText("Reading… 300 rows, 3 requests");
    fireEvent.click(button("Cancel"));
    await screen.findByText("Cancelled.");
    expect(button("Save changes")).toBeTruthy();
  });

  test("saving one query leaves another alone that is edited meanwhile", async () => {
    const { app } = showPane({ queries: [picked, query({ id: "q2", name: "Other", sql: "SELECT 2" })] });
    fireEvent.click(tab("Queries"));
    const [first, second] = screen.getAllByRole("button", { name: "Edit" });
    if (!first || !second) throw new Error("two cards were expected");
    app.hold();
    fireEvent.click(first);
    fireEvent.click(button("Save changes"));
    await screen.findByText("Reading… 300 rows, 3 requests");
    fireEvent.click(tab("Queries"));
    fireEvent.click(screen.getAllByRole("button", { name: "Edit" })[1] ?? second);
    expect(button("Save changes")).toBeTruthy();
    app.release();
    await waitFor(() => expect(app.queries.list.get().some(({ running }) => running)).toBe(false));
    expect(screen.getByRole("heading", { name: "Edit Other" })).toBeTruthy();
  });

  test("a query keeps its connection, in whatever letters its name is written", async () => {
    const other = { ...acme, name: "Aardvark" };
    const { app } = edit(query({ connection: "ACME", sql: "SELECT 1" }), { connections: [other, acme] });
    fireEvent.click(button("Save changes"));
    await waitFor(() => expect(app.calls.at(-1)).toContain('"connection":"Acme"'));
  });

  test("a query whose connection is not here says which one it will read from", () => {
    edit(query({ connection: "Gone" }));
    expect(screen.getByText('There is no connection named "Gone" here. Saving reads from the one below.')).toBeTruthy();
    expect((field("Connection") as HTMLSelectElement).value).toBe("Acme");
  });
});
