import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";

import type { InsertOutcome } from "../../src/app/app-api";
import { ErrorBar } from "../components/ErrorBar";
import { RunningBar } from "../components/RunningBar";
import { ReconnectFor } from "../connections/ReconnectFor";
import { usePane } from "../pane-context";
import type { TaskState } from "../task";
import { useStore } from "../use-store";
import { insertRequest, type Problems, suggestName } from "./insert-request";
import { progressLine, resultLine } from "./result-line";
import { useGetData } from "./use-get-data";

/** *Insert*, what it is doing, and how it went. */
export function InsertFooter({ onProblems }: { readonly onProblems: (problems: Problems) => void }) {
  const { app, insert } = usePane();
  const { state, table } = useGetData();
  const work = useStore(insert.state);
  const start = () => {
    const taken = app.queries.list.get().map(({ definition }) => definition.name);
    const request = insertRequest(state, table, suggestName(state.source, state.table, taken));
    onProblems(request.ok ? {} : request.failure);
    if (request.ok) void insert.start(request.value);
  };
  if (work.kind === "running") return <RunningBar text={progressLine(work.progress)} onCancel={insert.cancel} />;
  return (
    <>
      <Outcome work={work} connection={state.connection ?? ""} />
      <Button appearance="primary" onClick={start}>
        Insert
      </Button>
    </>
  );
}

type OutcomeProps = { readonly work: TaskState<InsertOutcome>; readonly connection: string };

function Outcome({ work, connection }: OutcomeProps) {
  if (work.kind === "failed") {
    return (
      <>
        <ErrorBar error={work.error} />
        <ReconnectFor error={work.error} connection={connection} />
      </>
    );
  }
  if (work.kind !== "done") return null;
  return (
    <MessageBar intent={work.value.result.complete ? "success" : "warning"} layout="multiline">
      <MessageBarBody>{resultLine(work.value)}</MessageBarBody>
    </MessageBar>
  );
}
