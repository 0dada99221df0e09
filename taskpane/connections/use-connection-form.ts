import { useState } from "react";

import { createStore } from "../../src/base/store";
import { useStore } from "../use-store";
import { type ConnectionForm, emptyForm, toDraft, withSetting } from "./connection-form";
import type { useConnectionTasks } from "./use-connection-tasks";

/** Makes the form's next content of what it is when the change happens. */
export type ChangeForm = (edit: (form: ConnectionForm) => ConnectionForm) => void;

/**
 * The form's content, and what a change of it ends. A sign-in takes minutes in which the person types on, so that changes
 * are told as edits and not as contents.
 */
export function useConnectionForm(name: string, tasks: ReturnType<typeof useConnectionTasks>) {
  const [store] = useState(() => createStore(withSetting(emptyForm, "Name", name)));
  const change: ChangeForm = (edit) => {
    const before = store.get();
    const next = edit(before);
    store.set(next);
    tasks.test.reset();
    tasks.save.reset();
    if (next.grant !== before.grant || next.way !== before.way) tasks.accounts.reset();
    if (next.grant && next.grant !== before.grant) void tasks.accounts.start(toDraft(next));
  };
  return { form: useStore(store), change };
}
