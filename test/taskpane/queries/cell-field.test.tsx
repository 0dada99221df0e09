/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";

import { AppError } from "../../../src/base/app-error";
import { query } from "../fake-queries";
import { button, showPane, tab } from "../show-pane";

afterEach(cleanup);

const onCell = { onOpen: false, repeat: null, onChange: "Sheet1!B2" } as const;

describe("the cell that a schedule follows", () => {
  test("does not undo what is chosen while it is still looked for", async () => {
    const { app } = showPane({ queries: [query()] });
    fireEvent.click(tab("Queries"));
    fireEvent.click(button("Schedule"));
    const field = screen.getByRole("textbox", { name: "When this cell changes" });
    fireEvent.change(field, { target: { value: "B2" } });
    fireEvent.blur(field);
    fireEvent.click(screen.getByRole("checkbox", { name: "When the workbook opens" }));
    const both = { onOpen: true, repeat: null, onChange: "Sheet1!B2" };
    await waitFor(() => expect(app.queries.list.get()[0]?.definition.schedule).toEqual(both));
  });

  test("is offered to be followed here when another computer follows it", async () => {
    const { app } = showPane({ queries: [query({ schedule: onCell })], states: { schedule: "untimed" } });
    fireEvent.click(tab("Queries"));
    expect(screen.getByText("Another computer runs it.")).toBeTruthy();
    fireEvent.click(button("Run the schedule of Charges here"));
    await waitFor(() => expect(app.calls).toEqual(["take over q1"]));
  });

  test.each([
    { when: "nothing else runs the query", schedule: onCell, status: "Paused", title: "Schedule paused." },
    { when: "it has times too, which go on", schedule: { ...onCell, repeat: { kind: "every", minutes: 10 } }, status: "Fresh", title: "Cell not followed." },
  ] as const)("is said to be gone when $when", ({ schedule, status, title }) => {
    const cellError = new AppError("NOT_FOUND", "The cell Sheet1!B2 was not found.", { hint: "Choose a cell under Schedule." });
    showPane({ queries: [query({ schedule })], states: { cellError } });
    fireEvent.click(tab("Queries"));
    for (const text of [status, title]) expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByText(/The cell Sheet1!B2 was not found. Choose a cell/)).toBeTruthy();
  });

  test("is said no more when a colleague let the query follow none", () => {
    showPane({ queries: [query()], states: { cellError: new AppError("NOT_FOUND", "The cell Sheet1!B2 was not found.") } });
    fireEvent.click(tab("Queries"));
    expect(screen.getByText("Fresh")).toBeTruthy();
    expect(screen.queryByText(/was not found/)).toBeNull();
  });
});
