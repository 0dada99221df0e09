/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";

import { AppError } from "../../../src/base/app-error";
import type { FormulaCount } from "../../../src/platform/ports";
import { FormulasCard } from "../../../taskpane/formulas/FormulasCard";
import { PaneContext } from "../../../taskpane/pane-context";
import { button, showPane } from "../show-pane";

afterEach(cleanup);

/** The card alone, over the model of a whole pane. */
function showCard(found: FormulaCount) {
  const { pane, formulas } = showPane({ formulas: found });
  cleanup();
  render(
    <PaneContext value={pane}>
      <FormulasCard />
    </PaneContext>,
  );
  return formulas;
}

const says = (text: string | RegExp) => screen.findByText(text);

describe("the card of formulas", () => {
  test("tells how many there are, and refreshes them: what was read is too old", async () => {
    const formulas = showCard({ working: 1_200, broken: 0 });
    await says("This workbook has 1,200 formulas that read from Stripe.");
    fireEvent.click(button("Refresh formulas"));
    await says("1,200 formulas are being read again.");
    expect(formulas.calls).toEqual(["expire", "recalculate"]);
    expect(screen.queryByRole("button", { name: "Repair formulas" })).toBeNull();
  });

  test("asks before formulas become values, and says what came of it", async () => {
    const formulas = showCard({ working: 2, broken: 1 });
    fireEvent.click(await screen.findByRole("button", { name: "Convert to values" }));
    expect(formulas.calls).toEqual([]);
    fireEvent.click(button("Cancel"));
    expect(screen.queryByRole("button", { name: "Convert" })).toBeNull();
    expect(document.activeElement).toBe(button("Convert to values"));
    fireEvent.click(button("Convert to values"));
    fireEvent.click(button("Convert"));
    await says("2 formulas are values now. 1 formula stays because it shows an error or is still being read.");
    expect(formulas.calls).toEqual(["toValues"]);
  });

  test("repairs formulas of a workbook that was opened without the add-in", async () => {
    showCard({ working: 0, broken: 1 });
    await says("1 formula shows #NAME? because this workbook was opened without the add-in.");
    fireEvent.click(button("Repair formulas"));
    await says("This workbook has 1 formula that reads from Stripe.");
    await says("1 formula repaired.");
  });

  test("does one thing at a time", async () => {
    const formulas = showCard({ working: 2, broken: 1 });
    fireEvent.click(await screen.findByRole("button", { name: "Refresh formulas" }));
    fireEvent.click(button("Repair formulas"));
    await says("2 formulas are being read again.");
    expect(formulas.calls).not.toContain("repair");
  });

  test("is not there without formulas", async () => {
    const formulas = showCard({ working: 0, broken: 0 });
    await waitFor(() => expect(formulas.found.get()).not.toBeNull());
    expect(screen.queryByRole("region", { name: "Formulas" })).toBeNull();
  });

  test("shows why something could not be done", async () => {
    const formulas = showCard({ working: 2, broken: 0 });
    formulas.failure = new AppError("WORKBOOK_BUSY", "A cell is being edited.", { hint: "Finish editing the cell." });
    fireEvent.click(await screen.findByRole("button", { name: "Refresh formulas" }));
    await says(/A cell is being edited/);
  });
});
