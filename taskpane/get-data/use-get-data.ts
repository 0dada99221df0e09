import { useMemo } from "react";

import type { ConnectionSummary } from "../../src/app/app-api";
import type { Table } from "../../src/table/table";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import type { GetDataState } from "./get-data-state";

export type GetData = {
  readonly state: GetDataState;
  /** The chosen table. */
  readonly table: Table | undefined;
  readonly change: (part: Partial<GetDataState>) => void;
};

/** The chosen connection while it is there, else the first one: it may have been removed meanwhile. */
const presentConnection = (connections: readonly ConnectionSummary[], wished: string | null): string | null =>
  (connectionNamed(connections, wished) ?? connections[0])?.name ?? null;

/** The connection of a name, in whatever letters it is written. */
export const connectionNamed = (connections: readonly ConnectionSummary[], wished: string | null): ConnectionSummary | undefined =>
  connections.find(({ name }) => name.toLowerCase() === wished?.toLowerCase());

/** The page's choices and a way to change some of them; a change clears the outcome of what was asked for before. */
export function useGetData(): GetData {
  const { app, getData, insert, saveChanges, editing, estimate } = usePane();
  const chosen = useStore(getData);
  const connections = useStore(app.connections.list);
  const state = useMemo(() => ({ ...chosen, connection: presentConnection(connections, chosen.connection) }), [chosen, connections]);
  const table = useMemo(() => app.tables().find(({ name }) => name === state.table), [app, state.table]);
  const change = (part: Partial<GetDataState>) => {
    getData.set({ ...getData.get(), ...part });
    const edited = editing.query.get();
    for (const asked of [insert, ...(edited ? [saveChanges(edited.id)] : [])]) {
      if (asked.state.get().kind !== "running") asked.reset();
    }
    estimate.reset();
  };
  return { state, table, change };
}
