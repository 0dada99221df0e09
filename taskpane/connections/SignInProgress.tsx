import { Button, ProgressBar, Text } from "@fluentui/react-components";

import type { SignInPhase, SignInSession } from "../../src/app/app-api";
import { ErrorBar } from "../components/ErrorBar";
import { useLayout } from "../layout";
import { useStore } from "../use-store";
import { CodeField } from "./CodeField";
import type { SignInModel } from "./sign-in-model";

const sentences: Readonly<Record<SignInPhase, string>> = {
  opening: "Opening a window for Stripe…",
  waiting: "Sign in to Stripe in the window that has opened, choose the account and allow access.",
  codeWanted: "The window is closed, or it shows a code. If you see a code, enter it here.",
  completing: "Connecting…",
};

/** A sign-in from the pane's side: where it stands, the way out, the code field when it is wanted, and how it failed. */
export function SignInProgress({ model }: { readonly model: SignInModel }) {
  const state = useStore(model.task.state);
  const session = useStore(model.session);
  if (state.kind === "failed") return <ErrorBar error={state.error} />;
  if (state.kind !== "running" || session === null) return null;
  return <Waiting session={session} model={model} />;
}

function Waiting({ session, model }: { readonly session: SignInSession; readonly model: SignInModel }) {
  const layout = useLayout();
  const phase = useStore(session.phase);
  const cancel = (
    <Button size="small" onClick={model.task.cancel}>
      Cancel sign-in
    </Button>
  );
  return (
    <div role="group" aria-label="Signing in" className={layout.tightStack}>
      {phase !== "codeWanted" && <ProgressBar aria-label="Waiting for Stripe" />}
      <Text size={200} role="status" aria-live="polite">
        {sentences[phase]}
      </Text>
      {phase === "codeWanted" ? <CodeField entry={model.code} wayOut={cancel} /> : <div className={layout.row}>{cancel}</div>}
    </div>
  );
}
