import { Accordion, type AccordionItemValue, Divider, Field, Input, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import { type FormEvent, useEffect, useRef, useState } from "react";

import type { ConnectionDraft } from "../../src/app/app-api";
import { BringIntoView } from "../components/BringIntoView";
import { ErrorBar } from "../components/ErrorBar";
import { problemOf } from "../components/field-problem";
import { PageFrame } from "../components/PageFrame";
import { PageHeading } from "../components/PageHeading";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { AccountPicker } from "./AccountPicker";
import { CheckResult } from "./CheckResult";
import { type ConnectionForm, type FormProblems, formProblems, toDraft, withSetting, withSignIn } from "./connection-form";
import { FormFooter } from "./FormFooter";
import { KeyFields } from "./KeyFields";
import { concernsMoreSettings, moreSettings, MoreSettings } from "./MoreSettings";
import { RestrictedKeyHelp } from "./RestrictedKeyHelp";
import { SignInOffer } from "./SignInOffer";
import { useConnectionForm } from "./use-connection-form";
import { useConnectionTasks } from "./use-connection-tasks";

/** The form for a new connection: a name, a sign-in, a test, and nothing stored before *Save*. */
export function NewConnectionPage() {
  const layout = useLayout();
  const { page, getData, newConnectionName } = usePane();
  const tasks = useConnectionTasks();
  const { form, change } = useConnectionForm(newConnectionName.get(), tasks);
  const { place, refusals, refuse } = useFirstProblem();
  const busy = [useStore(tasks.test.state), useStore(tasks.save.state)].some(({ kind }) => kind === "running");
  const found = formProblems(form);
  const problems = refusals > 0 ? found : {};

  const put = (next: ConnectionForm) => change(() => next);
  const whenComplete = (run: (draft: ConnectionDraft) => Promise<void>) => {
    if (Object.keys(found).length === 0) void run(toDraft(form));
    else refuse();
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
    <form ref={place} onSubmit={submit} className={layout.contents} noValidate>
      <PageFrame footer={<FormFooter busy={busy} onTest={test} onCancel={() => page.set("connections")} />}>
        <PageHeading title="New connection" text="Reads your Stripe data. Nothing in Stripe is changed." />
        <NameField form={form} problem={problems.Name} onChange={put} />
        <SignInOffer model={tasks.signIn} grant={form.grant} onGrant={(...signedIn) => change((now) => withSignIn(now, ...signedIn))} />
        {form.grant === null && <KeyFields form={form} problems={problems} onChange={put} />}
        <ConnectedAccounts tasks={tasks} form={form} onChange={put} />
        <FurtherSettings form={form} problems={problems} onChange={put} />
        <Divider />
        <Outcome tasks={tasks} />
      </PageFrame>
    </form>
  );
}

/** Counts refused tries; after each the first field that has a problem gets the focus, wherever it stands. */
function useFirstProblem() {
  const place = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals === 0) return;
    // A part that opens because of the fault shows its fields a moment later.
    const frame = requestAnimationFrame(() => place.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
    return () => cancelAnimationFrame(frame);
  }, [refusals]);
  return { place, refusals, refuse: () => setRefusals((count) => count + 1) };
}

type FormPartProps = { readonly form: ConnectionForm; readonly onChange: (form: ConnectionForm) => void };

/** What most people leave closed. It stays open while something in it is wrong. */
function FurtherSettings({ form, problems, onChange }: FormPartProps & { readonly problems: FormProblems }) {
  const [opened, setOpened] = useState<readonly AccordionItemValue[]>([]);
  const openItems = concernsMoreSettings(problems) ? [...opened, moreSettings] : [...opened];
  return (
    <Accordion collapsible multiple openItems={openItems} onToggle={(_, toggled) => setOpened(toggled.openItems)}>
      {form.grant === null && form.way === "key" && <RestrictedKeyHelp />}
      <MoreSettings form={form} problems={problems} onChange={onChange} />
    </Accordion>
  );
}

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
  const accounts = useStore(tasks.accounts.state);
  const label = saved.kind === "running" ? "Saving…" : tested.kind === "running" ? "Asking Stripe…" : null;
  const nothing = tested.kind === "idle" && saved.kind === "idle";
  return (
    <BringIntoView when={nothing ? null : `${tested.kind} ${saved.kind} ${accounts.kind}`}>
      <div aria-live="polite" className={layout.stack}>
        {label !== null && <Spinner size="tiny" labelPosition="after" label={label} />}
        {tested.kind === "done" && <CheckResult check={tested.value} />}
      </div>
      {tested.kind === "failed" && <ErrorBar error={tested.error} />}
      {saved.kind === "failed" && <ErrorBar error={saved.error} />}
    </BringIntoView>
  );
}
