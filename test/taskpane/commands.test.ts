import { describe, expect, test } from "@jest/globals";

import { AppError } from "../../src/base/app-error";
import { createStore } from "../../src/base/store";
import { commandNames } from "../../taskpane/command-names";
import { createCommands } from "../../taskpane/commands";
import { createPaneModel, type JoinCodeQuestion } from "../../taskpane/pane-model";
import { createFakeApp } from "./fake-app";
import { query } from "./fake-queries";
import { createFakeTime } from "./fake-time";
import { createFakeFormulas } from "./fake-formulas";

type Given = { readonly selected?: string | null; readonly showPane?: () => Promise<void>; readonly queries?: readonly ReturnType<typeof query>[] };

function ribbon({ selected = null, showPane = () => Promise.resolve(), queries = [] }: Given = {}) {
  const app = createFakeApp({ queries });
  const formulas = createFakeFormulas();
  const pane = createPaneModel({ app, formulas, ...createFakeTime(), storageProblem: createStore<AppError | null>(null), tokensProblem: createStore<AppError | null>(null), joinCode: createStore<JoinCodeQuestion | null>(null) });
  let shown = 0;
  const addIn = { showPane: () => (shown++, showPane()) };
  const commands = createCommands({ pane, addIn, selectedTableId: () => Promise.resolve(selected) });
  return { app, formulas, pane, commands, shown: () => shown };
}

const two = [query(), query({ id: "q2", name: "Other", tableId: "t2" })];

describe("ribbon commands", () => {
  test.each([
    ["FromStripe", "getData"],
    ["NewConnection", "newConnection"],
    ["ManageConnections", "connections"],
    ["Refresh", "queries"],
    ["RefreshAll", "queries"],
    ["Queries", "queries"],
  ] as const)("%s shows the pane on the page %s", async (name, page) => {
    const { commands, pane, shown } = ribbon();
    await commands[name]();
    expect([pane.page.get(), shown()]).toEqual([page, 1]);
  });

  test("there is one for every control of the manifest", () => {
    expect(Object.keys(ribbon().commands)).toEqual([...commandNames]);
  });

  test("Refresh runs the query whose table is selected", async () => {
    const { commands, app } = ribbon({ queries: two, selected: "t2" });
    await commands.Refresh();
    expect(app.calls).toEqual(["refresh q2"]);
  });

  test("Refresh runs the only query wherever the cursor is", async () => {
    const { commands, app } = ribbon({ queries: [query()] });
    await commands.Refresh();
    expect(app.calls).toEqual(["refresh q1"]);
  });

  test("Refresh outside any of several tables says what to select, and runs nothing", async () => {
    const { commands, app, pane } = ribbon({ queries: two });
    await commands.Refresh();
    expect(pane.notice.get()?.message).toBe("The selected cell is in no table from Stripe.");
    expect(app.calls).toEqual([]);
  });

  test("Refresh All runs every query", async () => {
    const { commands, app } = ribbon({ queries: two });
    await commands.RefreshAll();
    expect(app.calls).toEqual(["refresh q1", "refresh q2"]);
  });

  test("a pane that Excel does not show is no uncaught failure", async () => {
    const refusal = new AppError("WORKBOOK_REFUSED", "Excel did not open the pane.");
    const { commands, pane } = ribbon({ showPane: () => Promise.reject(refusal) });
    await commands.Queries();
    expect(pane.notice.get()).toBe(refusal);
  });
});
