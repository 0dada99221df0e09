/** @jest-environment jsdom */
import { afterEach, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen } from "@testing-library/react";

import { AppError } from "../../src/base/app-error";
import { query } from "./fake-queries";
import { button, showPane, tab } from "./show-pane";

afterEach(cleanup);

test("a query whose table is not deleted stays, and its card says why and what to do", async () => {
  const { app } = showPane({ queries: [query()] });
  const failure = new AppError("WORKBOOK_REFUSED", "The table was not deleted.", { hint: "Keep the table." });
  Object.assign(app.queries, { remove: () => Promise.reject(failure) });
  fireEvent.click(tab("Queries"));
  fireEvent.click(button("More for Charges"));
  fireEvent.click(await screen.findByRole("menuitem", { name: /^Delete/ }));
  fireEvent.click(button("Delete table"));
  expect(await screen.findByText("The table was not deleted.")).toBeTruthy();
  expect(screen.getByText("Keep the table.")).toBeTruthy();
  expect(screen.getByRole("heading", { name: "Charges" })).toBeTruthy();
});
