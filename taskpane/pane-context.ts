import { createContext, useContext } from "react";

import type { PaneModel } from "./pane-model";

export const PaneContext = createContext<PaneModel | null>(null);

/** The pane's model, from any component under `PaneApp`. */
export function usePane(): PaneModel {
  const pane = useContext(PaneContext);
  if (pane === null) throw new Error("no PaneContext above this component");
  return pane;
}
