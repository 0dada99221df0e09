import { Button } from "@fluentui/react-components";

import { ErrorBar } from "../components/ErrorBar";
import { RunningBar } from "../components/RunningBar";
import { TooManyRequests } from "../components/TooManyRequests";
import { ReconnectFor } from "../connections/ReconnectFor";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import type { ChangeRequest } from "../pane-model";
import { useStore } from "../use-store";
import type { Edited } from "./editing";
import { changeRequest, type Problems } from "./insert-request";
import { progressLine, progressShare } from "./result-line";
import { useGetData } from "./use-get-data";

type EditFooterProps = { readonly query: Edited; readonly onProblems: (problems: Problems) => void };

/** *Save changes* and *Cancel* of a query that the workbook has, and how saving goes. */
export function EditFooter({ query, onProblems }: EditFooterProps) {
  const layout = useLayout();
  const { saveChanges, estimate, editing } = usePane();
  const { state, table } = useGetData();
  const saving = saveChanges(query.id);
  const work = useStore(saving.state);
  const estimating = useStore(estimate.state).kind === "running";
  const request = changeRequest(state, table);

  const leave = () => {
    saving.reset();
    estimate.reset();
    editing.end();
  };
  const save = async (wish: Pick<ChangeRequest, "wish"> = {}) => {
    onProblems(request.ok ? {} : request.failure);
    if (!request.ok) return;
    await saving.start({ change: request.value.change, ...wish });
    // Meanwhile the person may have begun to edit another query.
    if (saving.state.get().kind === "done" && editing.query.get() === query) leave();
  };
  const askWhatItTakes = () => {
    onProblems(request.ok ? {} : request.failure);
    if (request.ok) void estimate.start(request.value.run);
  };

  if (work.kind === "running") {
    return <RunningBar text={progressLine(work.progress)} share={progressShare(work.progress)} onCancel={saving.cancel} />;
  }
  if (work.kind === "failed" && work.error.code === "REQUEST_LIMIT" && request.ok) {
    const readAnyway = () => void save({ wish: { maxRequests: null } });
    return <TooManyRequests error={work.error} run={request.value.run} onReadAnyway={readAnyway} onCancel={saving.reset} />;
  }
  return (
    <>
      {work.kind === "failed" && <ErrorBar error={work.error} />}
      {work.kind === "failed" && <ReconnectFor error={work.error} connection={state.connection ?? ""} />}
      <div className={layout.row}>
        <Button appearance="primary" className={layout.grow} onClick={() => void save()}>
          Save changes
        </Button>
        <Button className={layout.narrow} disabled={estimating} onClick={askWhatItTakes}>
          Estimate
        </Button>
        <Button className={layout.narrow} onClick={leave}>
          Cancel
        </Button>
      </div>
    </>
  );
}
