import { Body1Strong, Button, mergeClasses, Text } from "@fluentui/react-components";
import { useMemo } from "react";

import type { LastRun, QueryState } from "../../src/app/app-api";
import { ConfirmRemoval } from "../components/ConfirmRemoval";
import { ErrorBar } from "../components/ErrorBar";
import { RunningBar } from "../components/RunningBar";
import { ReconnectFor } from "../connections/ReconnectFor";
import { completeness, progressLine, rowCount } from "../get-data/result-line";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useStore } from "../use-store";
import { RunBadge } from "./RunBadge";
import { ScheduleEditor } from "./ScheduleEditor";
import { timeAgo } from "./time-ago";

/** `1,000 rows · 5 minutes ago · Acme`; after a failure the table still has the rows of an earlier run. */
function summary({ definition }: QueryState, now: number): string {
  const { lastRun, connection } = definition;
  if (!lastRun) return `Never run · ${connection}`;
  const tried = lastRun.error === null ? timeAgo(lastRun.at, now) : `tried ${timeAgo(lastRun.at, now)}`;
  return [rowCount(lastRun.rows), tried, connection].join(" · ");
}

/** The failure to show: this session's with its hint, else the stored sentence of the last run. */
function failureOf({ error, definition }: QueryState) {
  if (error) return error;
  const sentence = definition.lastRun?.error;
  return sentence ? ({ code: "INTERNAL", message: sentence, hint: undefined } as const) : null;
}

/** One query of the workbook: how its last run went, and what can be done with it. */
export function QueryCard({ state }: { readonly state: QueryState }) {
  const layout = useLayout();
  const { app, refresh, now } = usePane();
  const { definition, running } = state;
  const { id, name, lastRun } = definition;
  const refreshTask = refresh(id);
  const work = useStore(refreshTask.state);
  const removal = useMemo(() => createTask((_: void, { signal }) => app.queries.remove(id, signal)), [app, id]);
  const removed = useStore(removal.state);
  const failure = removed.kind === "failed" ? removed.error : failureOf(state);
  const ownWork = work.kind === "running";
  const busy = running || ownWork;
  return (
    <li className={layout.section} aria-label={name}>
      <div className={layout.spread}>
        <Body1Strong as="h2" className={mergeClasses(layout.heading, layout.grow, layout.cut)} title={definition.sql}>
          {name}
        </Body1Strong>
        {lastRun && <RunBadge lastRun={lastRun} />}
      </div>
      <Text size={200} className={layout.muted}>
        {summary(state, now())}
      </Text>
      {lastRun && <PartialNote lastRun={lastRun} />}
      {failure && !busy && (
        <>
          <ErrorBar error={failure} />
          <ReconnectFor error={failure} connection={definition.connection} />
        </>
      )}
      {busy ? (
        <RunningBar text={progressLine(ownWork ? work.progress : null)} {...(ownWork ? { onCancel: refreshTask.cancel } : {})} />
      ) : (
        <div className={layout.row}>
          <Button size="small" onClick={() => void refreshTask.start()}>
            Refresh
          </Button>
          <ConfirmRemoval
            label={`Remove ${name}`}
            question="Stop refreshing? The table stays."
            onRemove={() => void removal.start()}
          />
        </div>
      )}
      <ScheduleEditor id={id} schedule={definition.schedule} />
    </li>
  );
}

function PartialNote({ lastRun }: { readonly lastRun: LastRun }) {
  if (lastRun.complete || lastRun.error !== null) return null;
  return <Text size={200}>{completeness(false, lastRun.reasons)}</Text>;
}
