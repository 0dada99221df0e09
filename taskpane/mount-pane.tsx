import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { PaneApp } from "./PaneApp";
import type { PaneModel } from "./pane-model";

/** Shows the pane in the page. */
export function mountPane(pane: PaneModel, root: Element): void {
  createRoot(root).render(
    <StrictMode>
      <PaneApp pane={pane} />
    </StrictMode>,
  );
}
