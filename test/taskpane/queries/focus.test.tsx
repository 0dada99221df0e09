/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";

import { query } from "../fake-queries";
import { button, showPane, tab } from "../show-pane";

afterEach(cleanup);

function openQueries() {
  const shown = showPane({ queries: [query(), query({ id: "q2", name: "Other" })] });
  fireEvent.click(tab("Queries"));
  return shown;
}

describe("the keyboard's place on the page of queries", () => {
  test("the focus of a card that goes away goes to the page", async () => {
    openQueries();
    for (const name of ["Charges", "Other"]) {
      fireEvent.click(button(`More for ${name}`));
      fireEvent.click(await screen.findByRole("menuitem", { name: /^Convert to values/ }));
      button("Convert").focus();
      fireEvent.click(button("Convert"));
      await waitFor(() => expect(screen.queryByRole("listitem", { name })).toBeNull());
      expect(document.activeElement).toBe(screen.getByRole("main"));
    }
  });

  test("a card that goes away takes no focus that it does not have", async () => {
    const { app } = openQueries();
    tab("Get data").focus();
    await app.queries.remove("q1", "keep", new AbortController().signal);
    await waitFor(() => expect(screen.queryByRole("listitem", { name: "Charges" })).toBeNull());
    expect(document.activeElement).toBe(tab("Get data"));
  });
});
