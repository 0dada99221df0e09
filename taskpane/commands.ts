import { AppError } from "../src/base/app-error";
import type { AddIn } from "../src/platform/ports";
import type { CommandName } from "./command-names";
import type { Page, PaneModel } from "./pane-model";

type Command = { readonly page: Page; readonly act?: (pane: PaneModel) => Promise<void> };

/** What each ribbon control shows, and does when it is shown. */
const commands: Readonly<Record<CommandName, Command>> = {
  FromStripe: { page: "getData" },
  NewConnection: { page: "newConnection" },
  ManageConnections: { page: "connections" },
  Refresh: { page: "queries", act: refreshSelected },
  RefreshAll: { page: "queries", act: (pane) => pane.refreshAll.start() },
  Queries: { page: "queries" },
};

async function refreshSelected(pane: PaneModel): Promise<void> {
  const selected = await pane.app.queries.selected(new AbortController().signal);
  if (selected === null) {
    throw new AppError("BAD_ARGUMENT", "The selected cell is in no Stripe table.", {
      hint: "Select a cell of the table and choose Refresh again, or choose Refresh All.",
    });
  }
  await pane.refresh(selected).start();
}

/** The ribbon's handlers by control id: each shows the pane on its page, then acts. A failure is shown in the pane. */
export function ribbonHandlers(pane: PaneModel, addIn: AddIn): Readonly<Record<CommandName, () => Promise<void>>> {
  const handler = ({ page, act }: Command) => async (): Promise<void> => {
    try {
      pane.startProblem.set(null);
      pane.page.set(page);
      await addIn.showPane();
      await act?.(pane);
    } catch (failure) {
      pane.startProblem.set(AppError.from(failure));
    }
  };
  const entries = Object.entries(commands).map(([name, command]) => [name, handler(command)]);
  return Object.fromEntries(entries) as Record<CommandName, () => Promise<void>>;
}
