import { useCallback } from "react";

import type { GrantSummary } from "../../src/app/app-api";
import { AppError } from "../../src/base/app-error";
import { usePane } from "../pane-context";

/** Ends a finished sign-in that will not be saved; what is left to do is the pane's notice, since the form is gone by then. */
export function useGiveUp(): (grant: GrantSummary) => Promise<void> {
  const { app, notice } = usePane();
  return useCallback(
    async (grant) => {
      try {
        const { warning } = await app.connections.giveUp(grant, new AbortController().signal);
        if (warning) notice.set(warning);
      } catch (failure) {
        notice.set(AppError.from(failure));
      }
    },
    [app, notice],
  );
}
