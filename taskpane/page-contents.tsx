import type { JSX } from "react";

import { GetDataPage } from "./get-data/GetDataPage";
import { createLatePage } from "./late-page";
import type { Page } from "./pane-model";

/** Pages that nobody sees at once. */
const latePages = {
  queries: createLatePage(async () => (await import("./queries/QueriesPage")).QueriesPage),
  connections: createLatePage(async () => (await import("./connections/ConnectionsPage")).ConnectionsPage),
  newConnection: createLatePage(async () => (await import("./connections/NewConnectionPage")).NewConnectionPage),
  procedures: createLatePage(async () => (await import("./procedures/ProceduresPage")).ProceduresPage),
};

/** What each page shows. */
export const pageContents: Readonly<Record<Page, () => JSX.Element>> = {
  getData: GetDataPage,
  queries: latePages.queries.Page,
  connections: latePages.connections.Page,
  newConnection: latePages.newConnection.Page,
  procedures: latePages.procedures.Page,
};

/** Loads the code of all pages, so that each shows without a wait. */
export async function loadPages(): Promise<void> {
  await Promise.all(Object.values(latePages).map(({ load }) => load()));
}
