/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";

import { query } from "../fake-queries";
import { button, showPane, tab } from "../show-pane";

afterEach(cleanup);

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
});
