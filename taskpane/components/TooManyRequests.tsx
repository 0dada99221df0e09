import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { useEffect, useMemo } from "react";

import type { RunQuery } from "../../src/app/app-api";
import { divideRange } from "../../src/app/number-ranges";
import type { AppError } from "../../src/base/app-error";
import type { NumberRange } from "../../src/table/row-source";
import { grouped, requestsNeeded, timeNeeded } from "../figures";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useStore } from "../use-store";

type TooManyRequestsProps = {
  /** `REQUEST_LIMIT`, with the requests in its detail. */
  readonly error: AppError;
  readonly run: RunQuery;
  readonly onReadAnyway: () => void;
  readonly onCancel: () => void;
};

/** Asks before a run that takes more requests than the connection allows without asking. */
export function TooManyRequests({ error, run, onReadAnyway, onCancel }: TooManyRequestsProps) {
  const requests = requestsOf(error);
  const time = timeNeeded(useSeconds(requests, run));
  const amount = requestsNeeded(requests) ?? "more requests than its limit";
  const { limit } = error.detail;
  return (
    <MessageBar intent="warning" layout="multiline" politeness="assertive">
      <MessageBarBody>
        <MessageBarTitle>{`This takes ${amount}${time === null ? "" : ` (${time})`}. Go on?`}</MessageBarTitle>
        {typeof limit === "number" && ` The connection asks above ${grouped(limit)} (Request limit in its settings).`}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onReadAnyway}>
          Read anyway
        </Button>
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** What the failure knows of the requests that the run takes. */
function requestsOf({ detail: { least, most } }: AppError): NumberRange | null {
  return typeof least === "number" ? { least, most: typeof most === "number" ? most : null } : null;
}

/** How long that takes at the connection's pace; `null` until that is known, which takes no request. */
function useSeconds(requests: NumberRange | null, run: RunQuery): NumberRange | null {
  const { app } = usePane();
  const asking = useMemo(() => createTask((one: RunQuery, context) => app.explain(one, { probe: false }, context)), [app]);
  const asked = useStore(asking.state);
  const key = JSON.stringify(run);
  useEffect(() => {
    void asking.start(JSON.parse(key) as RunQuery);
    return asking.reset;
  }, [asking, key]);
  const pace = asked.kind === "done" ? asked.value.pace : null;
  return requests === null || pace === null ? null : divideRange(requests, pace.mostASecond);
}
