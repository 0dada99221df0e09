import { useEffect, useState } from "react";

import { createStore } from "../../src/base/store";
import type { Task } from "../task";
import { useStore } from "../use-store";
import { type ConnectionForm, emptyForm, toDraft, withSetting } from "./connection-form";
import type { useConnectionTasks } from "./use-connection-tasks";
import { useGiveUp } from "./use-give-up";

/** Makes the form's next content of what it is when the change happens. */
export type ChangeForm = (edit: (form: ConnectionForm) => ConnectionForm) => void;

/**
 * The form's content, and what a change of it ends. A sign-in takes minutes in which the person types on, so that changes
 * are told as edits and not as contents. A finished sign-in that is put aside, or left unsaved, is ended.
 */
export function useConnectionForm(name: string, tasks: ReturnType<typeof useConnectionTasks>) {
  const [store] = useState(() => createStore(withSetting(emptyForm, "Name", name)));
  const giveUp = useGiveUp();
  const change: ChangeForm = (edit) => {
    const before = store.get();
    const next = edit(before);
    store.set(next);
    tasks.test.reset();
    tasks.save.reset();
    if (before.grant && before.grant.id !== next.grant?.id) void giveUp(before.grant);
    if (next.grant !== before.grant || next.way !== before.way) tasks.accounts.reset();
    if (next.grant && next.grant !== before.grant) void tasks.accounts.start(toDraft(next));
  };
  useEffect(
    () => () => {
      const { grant } = store.get();
      if (grant) whenEnded(tasks.save, (saved) => !saved && void giveUp(grant));
    },
    [store, tasks, giveUp],
  );
  return { form: useStore(store), change };
}

/** Goes on at once, or when the work under way has ended: whether it was done decides. */
function whenEnded<A, T>({ state }: Task<A, T>, goOn: (done: boolean) => void): void {
  const look = () => {
    const { kind } = state.get();
    if (kind === "running") return;
    leave();
    goOn(kind === "done");
  };
  const leave = state.subscribe(look);
  look();
}
