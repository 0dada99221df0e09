/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";

import { AppError } from "../../../src/base/app-error";
import { fileName } from "../../../taskpane/trust/file-name";
import { query } from "../fake-queries";
import { fixedNow } from "../fixed-now";
import { button, showPane, tab } from "../show-pane";

afterEach(cleanup);

const notAllowed = new AppError("NOT_ALLOWED", 'This workbook may not read from "Acme" yet.', { hint: "Open the Stripe pane and press Allow." });
const permission = { workbook: "a1", address: "https://acme.example/files/Month%20end.xlsx?web=1", connection: "Acme", allowedAt: fixedNow };

describe("the pane of a workbook that is not allowed", () => {
  test("names each connection that was asked for, on every page, and allows one by a press", async () => {
    const { app } = showPane({ asked: ["Acme", "Other"] });
    for (const page of ["Get data", "Queries", "Connections"]) {
      fireEvent.click(tab(page));
      expect(screen.getByText('This workbook wants to read from "Acme".')).toBeTruthy();
    }
    fireEvent.click(button("Allow Acme"));
    await waitFor(() => expect(screen.queryByText('This workbook wants to read from "Acme".')).toBeNull());
    expect(screen.getByText('This workbook wants to read from "Other".')).toBeTruthy();
    expect(app.calls).toContain("allow Acme");
  });

  test("says why it could not be allowed", async () => {
    showPane({ asked: ["Acme"], allowFailure: new AppError("STORAGE_UNAVAILABLE", "This device has no space left.") });
    fireEvent.click(button("Allow Acme"));
    await waitFor(() => expect(screen.getByText("This device has no space left.")).toBeTruthy());
  });

  test("shows a refresh that is refused with Allow, which then refreshes", async () => {
    const { app } = showPane({ queries: [query()], notAllowed });
    fireEvent.click(tab("Queries"));
    fireEvent.click(button("Refresh"));
    await waitFor(() => expect(screen.getByText(notAllowed.message)).toBeTruthy());
    fireEvent.click(button("Allow and refresh Charges"));
    await waitFor(() => expect(app.calls).toEqual(["refresh q1", "allow Acme", "refresh q1"]));
    await waitFor(() => expect(screen.queryByText(notAllowed.message)).toBeNull());
  });
});

describe("the workbooks that may read", () => {
  test("are listed below the connections, and each can be revoked", async () => {
    const { app } = showPane({ permissions: [permission] });
    fireEvent.click(tab("Connections"));
    expect(screen.getByRole("listitem", { name: "Month end.xlsx, Acme" })).toBeTruthy();
    fireEvent.click(button("Revoke Acme for Month end.xlsx"));
    fireEvent.click(button("Revoke"));
    await waitFor(() => expect(screen.queryByText("Month end.xlsx")).toBeNull());
    expect(app.calls).toContain(`revoke Acme ${permission.address}`);
  });

  test("stay in the list when that cannot be stored, which is said there", async () => {
    showPane({ permissions: [permission], revokeFailure: new AppError("STORAGE_UNAVAILABLE", "This device keeps nothing.") });
    fireEvent.click(tab("Connections"));
    fireEvent.click(button("Revoke Acme for Month end.xlsx"));
    fireEvent.click(button("Revoke"));
    expect(await screen.findByText("This device keeps nothing.")).toBeTruthy();
    expect(screen.getByRole("listitem", { name: "Month end.xlsx, Acme" })).toBeTruthy();
  });

  test.each([
    ["C:\\Users\\me\\100%.xlsx", "100%.xlsx"],
    ["https://acme.example/a/B%C3%BCcher.xlsx", "B%C3%BCcher.xlsx"],
    ["https://acme.example/", "https://acme.example/"],
    [null, "This workbook, not saved yet"],
  ])("%j is shown as %j", (address, shown) => {
    expect(fileName(address)).toBe(shown);
  });
});
