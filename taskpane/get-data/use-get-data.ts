import { useMemo } from "react";

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

/** The page's choices and a way to change some of them; a change clears the outcome of the insert before. */
export function useGetData(): GetData {
  const { app, getData, insert } = usePane();
  const state = useStore(getData);
  const table = useMemo(() => app.tables().find(({ name }) => name === state.table), [app, state.table]);
  const change = (part: Partial<GetDataState>) => {
    getData.set({ ...getData.get(), ...part });
    if (insert.state.get().kind !== "running") insert.reset();
  };
  return { state, table, change };
}
