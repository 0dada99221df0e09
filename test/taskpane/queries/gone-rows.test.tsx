/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { AppError } from "../../../src/base/app-error";
import { GoneRows } from "../../../taskpane/queries/GoneRows";
import { createTask } from "../../../taskpane/task";

afterEach(cleanup);

/** The choice over a workbook that takes its time, and what was asked of it. */
function openChoice() {
  const asked: string[] = [];
  let end: (failure?: AppError) => void = () => undefined;
  const setGone = createTask((gone: "mark" | "delete") => {
    asked.push(gone);
    return new Promise<void>((resolve, reject) => (end = (failure) => (failure === undefined ? resolve() : reject(failure))));
  });
  const show = (deletes: boolean) => <GoneRows deletes={deletes} setGone={setGone} onClose={() => undefined} />;
  const { rerender } = render(show(false));
  const box = screen.getByRole<HTMLInputElement>("checkbox", { name: "Delete rows that are gone" });
  return { asked, box, rerender: (deletes: boolean) => rerender(show(deletes)), end: (failure?: AppError) => act(() => Promise.resolve(end(failure))) };
}

describe("the choice what becomes of rows that are gone", () => {
  test("shows what was chosen at once, before the workbook has it, and is made once", async () => {
    const { asked, box, rerender, end } = openChoice();
    fireEvent.click(box);
    expect(box.checked).toBe(true);
    fireEvent.click(box);
    expect(box.checked).toBe(true);
    rerender(true);
    await end();
    expect(box.checked).toBe(true);
    expect(asked).toEqual(["delete"]);
  });

  test("goes back to what the workbook has, and says why, when it cannot be kept", async () => {
    const { box, end } = openChoice();
    fireEvent.click(box);
    await end(new AppError("WORKBOOK_REFUSED", "The workbook is read-only."));
    expect(box.checked).toBe(false);
    expect(screen.getByText("The workbook is read-only.")).toBeTruthy();
  });
});
