import { useEffect, useMemo } from "react";

import type { ConnectionDraft } from "../../src/app/app-api";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { createSignInModel } from "./sign-in-model";

/** Signing in, testing and saving of one form; all end when the form is left. */
export function useConnectionTasks() {
  const { connections } = usePane().app;
  const tasks = useMemo(
    () => ({
      signIn: createSignInModel(),
      accounts: createTask((draft: ConnectionDraft, { signal }) => connections.connectedAccounts(draft, signal)),
      test: createTask((draft: ConnectionDraft, { signal }) => connections.test(draft, signal)),
      save: createTask((draft: ConnectionDraft, { signal }) => connections.save(draft, signal)),
    }),
    [connections],
  );
  useEffect(
    () => () => {
      tasks.signIn.task.cancel();
      tasks.accounts.cancel();
      tasks.test.cancel();
      tasks.save.cancel();
    },
    [tasks],
  );
  return tasks;
}
