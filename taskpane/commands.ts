import { AppError } from "../src/base/app-error";
import type { AddIn } from "../src/platform/ports";
import type { CommandName } from "./command-names";
import type { Page, PaneModel } from "./pane-model";

export type CommandNeeds = {
  readonly pane: PaneModel;
  readonly addIn: Pick<AddIn, "showPane">;
  /** Excel's id of the table that the selected cell is in. */
  readonly selectedTableId: (signal: AbortSignal) => Promise<string | null>;
};

export type Commands = Readonly<Record<CommandName, () => Promise<void>>>;

/** What the ribbon's buttons do. Each shows the pane, so that a person sees what happens; failures are shown there. */
export function createCommands({ pane, addIn, selectedTableId }: CommandNeeds): Commands {
  const command = (page: Page, act: () => Promise<void> = () => Promise.resolve()) => async () => {
    pane.page.set(page);
    pane.notice.set(null);
    try {
      await addIn.showPane();
      await act();
    } catch (thrown) {
      pane.notice.set(AppError.from(thrown));
    }
  };

  /** The query under the selected cell, or the only one; with several to choose from, a person has to choose. */
  async function refreshSelected(): Promise<void> {
    const { signal } = new AbortController();
    // The ribbon may ask before the page has read the workbook.
    await pane.app.queries.load(signal);
    const queries = pane.app.queries.list.get().map(({ definition }) => definition);
    if (queries.length === 0) return;
    const tableId = await selectedTableId(signal);
    const chosen = queries.find((query) => query.tableId === tableId) ?? (queries.length === 1 ? queries[0] : undefined);
    if (chosen) return pane.refresh(chosen.id).start({});
    throw new AppError("NOT_FOUND", "The selected cell is in no table from Stripe.", {
      hint: "Select a cell of the table to refresh, or press Refresh below its name.",
    });
  }

  return {
    FromStripe: command("getData"),
    NewConnection: command("newConnection"),
    ManageConnections: command("connections"),
    Refresh: command("queries", refreshSelected),
    RefreshAll: command("queries", () => pane.refreshAll.start()),
    Queries: command("queries"),
  };
}
