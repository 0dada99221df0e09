import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";

import type { InsertOutcome, InsertRequest } from "../../src/app/app-api";
import { AnswerDetails } from "../components/AnswerDetails";
import { ErrorBar } from "../components/ErrorBar";
import { RunningBar } from "../components/RunningBar";
import { TooManyRequests } from "../components/TooManyRequests";
import { ReconnectFor } from "../connections/ReconnectFor";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import type { TaskState } from "../task";
import { useStore } from "../use-store";
import { insertRequest, type Problems, suggestName } from "./insert-request";
import { progressLine, progressShare, resultLine } from "./result-line";
import { useGetData } from "./use-get-data";

/** *Insert*, what it would take, what it is doing, and how it went. */
export function InsertFooter({ onProblems }: { readonly onProblems: (problems: Problems) => void }) {
  const layout = useLayout();
  const { app, insert, estimate } = usePane();
  const { state, table } = useGetData();
  const work = useStore(insert.state);
  const estimating = useStore(estimate.state).kind === "running";
  const taken = useStore(app.queries.list).map(({ definition }) => definition.name);
  const request = insertRequest(state, table, suggestName(state.source, state.table, taken));

  /** Acts on what the fields ask for, unless one of them is wrong, which is then said beside it. */
  const withRequest = (act: (asked: InsertRequest) => Promise<void>) => () => {
    onProblems(request.ok ? {} : request.failure);
    if (request.ok) void act(request.value);
  };

  if (work.kind === "running") {
    return <RunningBar text={progressLine(work.progress)} share={progressShare(work.progress)} onCancel={insert.cancel} />;
  }
  if (work.kind === "failed" && work.error.code === "REQUEST_LIMIT" && request.ok) {
    const readAnyway = withRequest((asked) => insert.start({ ...asked, run: { ...asked.run, maxRequests: null } }));
    return <TooManyRequests error={work.error} run={request.value.run} onReadAnyway={readAnyway} onCancel={insert.reset} />;
  }
  return (
    <>
      <Outcome work={work} connection={state.connection ?? ""} />
      <div className={layout.row}>
        <Button appearance="primary" className={layout.grow} onClick={withRequest(insert.start)}>
          Insert
        </Button>
        <Button disabled={estimating} onClick={withRequest(({ run }) => estimate.start(run))}>
          Estimate
        </Button>
      </div>
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
  const { result } = work.value;
  return (
    <>
      <MessageBar intent={result.complete ? "success" : "warning"} layout="multiline">
        <MessageBarBody>{resultLine(work.value)}</MessageBarBody>
      </MessageBar>
      <AnswerDetails answer={result} />
    </>
  );
}
