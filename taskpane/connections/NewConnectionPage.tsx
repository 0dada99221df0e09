import { Button, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import { type FormEvent, useEffect, useMemo, useState } from "react";

import type { ConnectionDraft } from "../../src/app/app-api";
import { ErrorBar } from "../components/ErrorBar";
import { PageFrame } from "../components/PageFrame";
import { PageHeading } from "../components/PageHeading";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useStore } from "../use-store";
import { CheckResult } from "./CheckResult";
import { type ConnectionForm, emptyForm, formProblems, toDraft } from "./connection-form";
import { ConnectionFields } from "./ConnectionFields";
import { KeysKeptNote } from "./KeysKeptNote";

/** Testing and saving of one form; both end when the form is left. */
function useConnectionTasks() {
  const { connections } = usePane().app;
  const tasks = useMemo(
    () => ({
      test: createTask((draft: ConnectionDraft, { signal }) => connections.test(draft, signal)),
      save: createTask((draft: ConnectionDraft, { signal }) => connections.save(draft, signal)),
    }),
    [connections],
  );
  useEffect(
    () => () => {
      tasks.test.cancel();
      tasks.save.cancel();
    },
    [tasks],
  );
  return tasks;
}

/** The form for a new connection: a name, a key, a test, and nothing stored before *Save*. */
export function NewConnectionPage() {
  const layout = useLayout();
  const { app, page, getData } = usePane();
  const { test, save } = useConnectionTasks();
  const [form, setForm] = useState(emptyForm);
  const [tried, setTried] = useState(false);
  const tested = useStore(test.state);
  const saved = useStore(save.state);
  const known = useStore(app.connections.list).some(({ name }) => name.toLowerCase() === form.name.trim().toLowerCase());
  const problems = formProblems(form);
  const busy = tested.kind === "running" || saved.kind === "running";

  const change = (next: ConnectionForm) => {
    setForm(next);
    test.reset();
    save.reset();
  };
  const whenComplete = (run: (draft: ConnectionDraft) => Promise<void>) => {
    setTried(true);
    if (Object.keys(problems).length === 0) void run(toDraft(form));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    whenComplete(async (draft) => {
      await save.start(draft);
      if (save.state.get().kind !== "done") return;
      getData.set({ ...getData.get(), connection: draft.name });
      page.set("connections");
    });
  };

  return (
    <form onSubmit={submit} className={layout.contents} noValidate>
      <PageFrame
        footer={<FormFooter busy={busy} onTest={() => whenComplete(test.start)} onCancel={() => page.set("connections")} />}
      >
        <PageHeading title="New connection" text="Reads your Stripe data. Nothing in Stripe is changed." />
        <ConnectionFields form={form} problems={tried ? problems : {}} onChange={change} />
        {known && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>A connection with this name exists. Saving replaces it.</MessageBarBody>
          </MessageBar>
        )}
        <div aria-live="polite" className={layout.stack}>
          {busy && <Spinner size="tiny" labelPosition="after" label={saved.kind === "running" ? "Saving…" : "Asking Stripe…"} />}
          {tested.kind === "done" && <CheckResult check={tested.value} />}
        </div>
        {tested.kind === "failed" && <ErrorBar error={tested.error} />}
        {saved.kind === "failed" && <ErrorBar error={saved.error} />}
      </PageFrame>
    </form>
  );
}

type FormFooterProps = { readonly busy: boolean; readonly onTest: () => void; readonly onCancel: () => void };

function FormFooter({ busy, onTest, onCancel }: FormFooterProps) {
  const layout = useLayout();
  return (
    <>
      <div className={layout.row}>
        <Button type="submit" appearance="primary" className={layout.narrow} disabled={busy}>
          Save
        </Button>
        <Button className={layout.narrow} disabled={busy} onClick={onTest}>
          Test connection
        </Button>
        <Button appearance="subtle" className={layout.narrow} onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <KeysKeptNote />
    </>
  );
}
