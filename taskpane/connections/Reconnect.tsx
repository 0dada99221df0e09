import { Button, Text } from "@fluentui/react-components";
import { useEffect, useMemo } from "react";

import type { ConnectionSummary, GrantSummary } from "../../src/app/app-api";
import { ErrorBar } from "../components/ErrorBar";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useStore } from "../use-store";
import { createSignInModel } from "./sign-in-model";
import { SignInProgress } from "./SignInProgress";

type ReconnectProps = {
  readonly connection: ConnectionSummary;
  /** Told whether a sign-in is under way. */
  readonly onUnderWay?: (underWay: boolean) => void;
};

/** Signs in again: with Stripe where the connection did so, else by entering the key once more. */
export function Reconnect(props: ReconnectProps) {
  return props.connection.signIn === "oauth" ? <SignInAgain {...props} /> : <EnterKeyAgain {...props} />;
}

function EnterKeyAgain({ connection: { name } }: ReconnectProps) {
  const { page, newConnectionName } = usePane();
  const enter = () => {
    newConnectionName.set(name);
    page.set("newConnection");
  };
  return (
    <Button size="small" aria-label={`Reconnect ${name}`} onClick={enter}>
      Reconnect
    </Button>
  );
}

function SignInAgain({ connection: { name }, onUnderWay }: ReconnectProps) {
  const layout = useLayout();
  const { app } = usePane();
  const { model, put } = useMemo(
    () => ({
      model: createSignInModel(),
      put: createTask((grant: GrantSummary, { signal }) => app.connections.reconnect(name, grant, signal)),
    }),
    [app, name],
  );
  // A finished sign-in is kept also when its query runs again at once and this goes away.
  useEffect(() => () => model.task.cancel(), [model]);
  const signingIn = useStore(model.task.state);
  const putting = useStore(put.state);
  const busy = signingIn.kind === "running" || putting.kind === "running";
  useEffect(() => {
    onUnderWay?.(busy);
    return () => onUnderWay?.(false);
  }, [busy, onUnderWay]);
  const start = async () => {
    put.reset();
    await model.task.start((signal) => app.signIns.again(name, signal));
    const state = model.task.state.get();
    if (state.kind === "done") await put.start(state.value);
  };
  return (
    <div className={layout.tightStack}>
      {!busy && putting.kind !== "done" && (
        <div>
          <Button size="small" aria-label={`Reconnect ${name}`} onClick={() => void start()}>
            Reconnect
          </Button>
        </div>
      )}
      <SignInProgress model={model} />
      {putting.kind === "failed" && <ErrorBar error={putting.error} />}
      {putting.kind === "done" && (
        <Text size={200} role="status">
          Connected again.
        </Text>
      )}
    </div>
  );
}
