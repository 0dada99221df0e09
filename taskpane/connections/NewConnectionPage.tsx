import { Accordion, Divider, Field, Input, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import { type FormEvent, useState } from "react";

import type { ConnectionDraft } from "../../src/app/app-api";
import { ErrorBar } from "../components/ErrorBar";
import { problemOf } from "../components/field-problem";
import { PageFrame } from "../components/PageFrame";
import { PageHeading } from "../components/PageHeading";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { AccountPicker } from "./AccountPicker";
import { CheckResult } from "./CheckResult";
import { type ConnectionForm, emptyForm, formProblems, toDraft, withSetting, withSignIn } from "./connection-form";
import { FormFooter } from "./FormFooter";
import { KeyFields } from "./KeyFields";
import { concernsMoreSettings, MoreSettings } from "./MoreSettings";
import { RestrictedKeyHelp } from "./RestrictedKeyHelp";
import { SignInOffer } from "./SignInOffer";
import { useConnectionTasks } from "./use-connection-tasks";

/** The form for a new connection: a name, a sign-in, a test, and nothing stored before *Save*. */
export function NewConnectionPage() {
  const layout = useLayout();
  const { page, getData, newConnectionName } = usePane();
  const tasks = useConnectionTasks();
  const [form, setForm] = useState<ConnectionForm>(() => withSetting(emptyForm, "Name", newConnectionName.get()));
  const [tried, setTried] = useState(false);
  const busy = [useStore(tasks.test.state), useStore(tasks.save.state)].some(({ kind }) => kind === "running");
  const found = formProblems(form);
  const problems = tried ? found : {};

  const change = (next: ConnectionForm) => {
    setForm(next);
    tasks.test.reset();
    tasks.save.reset();
    if (next.grant !== form.grant || next.way !== form.way) tasks.accounts.reset();
    if (next.grant && next.grant !== form.grant) void tasks.accounts.start(toDraft(next));
  };
  const whenComplete = (run: (draft: ConnectionDraft) => Promise<void>) => {
    setTried(true);
    if (Object.keys(found).length === 0) void run(toDraft(form));
  };
  const test = () =>
    whenComplete(async (draft) => {
      await tasks.test.start(draft);
      if (tasks.test.state.get().kind === "done") await tasks.accounts.start(draft);
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    whenComplete(async (draft) => {
      await tasks.save.start(draft);
      const saved = tasks.save.state.get();
      if (saved.kind !== "done") return;
      getData.set({ ...getData.get(), connection: saved.value.name });
      page.set("connections");
    });
  };

  return (
    <form onSubmit={submit} className={layout.contents} noValidate>
      <PageFrame footer={<FormFooter busy={busy} onTest={test} onCancel={() => page.set("connections")} />}>
        <PageHeading title="New connection" text="Reads your Stripe data. Nothing in Stripe is changed." />
        <NameField form={form} problem={problems.Name} onChange={change} />
        <SignInOffer model={tasks.signIn} grant={form.grant} onGrant={(...signedIn) => change(withSignIn(form, ...signedIn))} />
        {form.grant === null && <KeyFields form={form} problems={problems} onChange={change} />}
        <ConnectedAccounts tasks={tasks} form={form} onChange={change} />
        <Accordion collapsible multiple defaultOpenItems={concernsMoreSettings(problems) ? ["more"] : []}>
          {form.grant === null && form.way === "key" && <RestrictedKeyHelp />}
          <MoreSettings form={form} problems={problems} onChange={change} />
        </Accordion>
        <Divider />
        <Outcome tasks={tasks} />
      </PageFrame>
    </form>
  );
}

type FormPartProps = { readonly form: ConnectionForm; readonly onChange: (form: ConnectionForm) => void };

function NameField({ form, problem, onChange }: FormPartProps & { readonly problem: string | undefined }) {
  const layout = useLayout();
  const { app } = usePane();
  const name = typeof form.settings.Name === "string" ? form.settings.Name : "";
  const known = useStore(app.connections.list).some((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  return (
    <>
      <Field label="Name" hint="How formulas and queries refer to it." {...problemOf(problem)}>
        <Input
          className={layout.wide}
          placeholder="Acme"
          autoComplete="off"
          value={name}
          onChange={(_, { value }) => onChange(withSetting(form, "Name", value))}
        />
      </Field>
      {known && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>A connection with this name exists. Saving replaces it.</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}

type TasksProps = { readonly tasks: ReturnType<typeof useConnectionTasks> };

/** The accounts that the sign-in or the tested key may act on. */
function ConnectedAccounts({ tasks, form, onChange }: TasksProps & FormPartProps) {
  const state = useStore(tasks.accounts.state);
  const chosen = form.settings.AccountId;
  if (state.kind !== "done") return null;
  return (
    <AccountPicker
      accounts={state.value}
      chosen={typeof chosen === "string" ? chosen : ""}
      onChoose={(id) => onChange(withSetting(form, "AccountId", id))}
    />
  );
}

/** How testing and saving went. */
function Outcome({ tasks }: TasksProps) {
  const layout = useLayout();
  const tested = useStore(tasks.test.state);
  const saved = useStore(tasks.save.state);
  const label = saved.kind === "running" ? "Saving…" : tested.kind === "running" ? "Asking Stripe…" : null;
  return (
    <>
      <div aria-live="polite" className={layout.stack}>
        {label !== null && <Spinner size="tiny" labelPosition="after" label={label} />}
        {tested.kind === "done" && <CheckResult check={tested.value} />}
      </div>
      {tested.kind === "failed" && <ErrorBar error={tested.error} />}
      {saved.kind === "failed" && <ErrorBar error={saved.error} />}
    </>
  );
}
