import { Body1Strong, mergeClasses, Text } from "@fluentui/react-components";
import { useMemo, useState } from "react";

import type { LastRun, QueryDefinition, QueryState, RefreshWish, RunQuery } from "../../src/app/app-api";
import type { AppError } from "../../src/base/app-error";
import { ConfirmRemoval } from "../components/ConfirmRemoval";
import { ErrorBar } from "../components/ErrorBar";
import { RunningBar } from "../components/RunningBar";
import { TooManyRequests } from "../components/TooManyRequests";
import { ReconnectFor } from "../connections/ReconnectFor";
import { completeness, loadNotes, progressLine, progressShare } from "../get-data/result-line";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { createTask, type TaskState } from "../task";
import { AllowFor } from "../trust/AllowFor";
import { useStore } from "../use-store";
import { PausedNote } from "./PausedNote";
import { RefreshActions } from "./RefreshActions";
import { RunBadge } from "./RunBadge";
import { runFigures, summary } from "./run-lines";
import { ScheduleEditor } from "./ScheduleEditor";

/** One query of the workbook: how its last run went, and what can be done with it. */
export function QueryCard({ state }: { readonly state: QueryState }) {
  const layout = useLayout();
  const { app, refresh, now } = usePane();
  const { definition, running } = state;
  const { id, name, lastRun } = definition;
  const refreshTask = refresh(id);
  const work = useStore(refreshTask.state);
  const removal = useMemo(() => createTask((_: void, { signal }) => app.queries.remove(id, "keep", signal)), [app, id]);
  const removed = useStore(removal.state);
  const ownWork = work.kind === "running";
  const busy = running || ownWork;
  const start = (wish: RefreshWish) => void refreshTask.start(wish);
  return (
    <li className={layout.section} aria-label={name}>
      <div className={layout.spread}>
        <Body1Strong as="h2" className={mergeClasses(layout.heading, layout.grow, layout.cut)} title={definition.sql}>
          {name}
        </Body1Strong>
        {lastRun && <RunBadge lastRun={lastRun} />}
      </div>
      <Text size={200} className={layout.muted}>
        {summary(definition, now())}
      </Text>
      {lastRun && <RunNotes lastRun={lastRun} notes={loadNotes(state.loads ?? [])} />}
      {!busy && <Problem state={state} refresh={work} removal={removed} onRefresh={start} />}
      {busy ? (
        <RunningBar
          text={progressLine(ownWork ? work.progress : null)}
          share={ownWork ? progressShare(work.progress) : null}
          {...(ownWork ? { onCancel: refreshTask.cancel } : {})}
        />
      ) : (
        <RefreshActions name={name} onRefresh={start}>
          <ConfirmRemoval
            label={`Remove ${name}`}
            question="Stop refreshing? The table stays."
            onRemove={() => void removal.start()}
          />
        </RefreshActions>
      )}
      <ScheduleEditor id={id} schedule={definition.schedule} />
    </li>
  );
}

type RunNotesProps = { readonly lastRun: LastRun; readonly notes: readonly string[] };

/** What the last run took and lacks, and how its rows came. */
function RunNotes({ lastRun, notes }: RunNotesProps) {
  const layout = useLayout();
  const figures = runFigures(lastRun);
  if (lastRun.error !== null) return null;
  return (
    <>
      {figures !== null && (
        <Text size={200} className={layout.muted}>
          {figures}
        </Text>
      )}
      {!lastRun.complete && <Text size={200}>{completeness(false, lastRun.reasons)}</Text>}
      {notes.map((note) => (
        <Text key={note} size={200} className={layout.muted}>
          {note}
        </Text>
      ))}
    </>
  );
}

type ProblemProps = {
  readonly state: QueryState;
  readonly refresh: TaskState<unknown>;
  readonly removal: TaskState<unknown>;
  readonly onRefresh: (wish: RefreshWish) => void;
};

/** What stands in the way, with the next step: a question, a pause, or a failure. */
function Problem({ state: { definition, error }, refresh, removal, onRefresh }: ProblemProps) {
  /** The failure whose question was answered with *Cancel*. */
  const [declined, setDeclined] = useState<AppError | null>(null);
  // A schedule that was paused said so; the person who refreshes is asked.
  const asked = definition.paused === undefined || error === errorOf(refresh) ? error : null;
  if (asked?.code === "REQUEST_LIMIT" && asked !== declined) {
    return (
      <TooManyRequests
        error={asked}
        run={runOf(definition)}
        onReadAnyway={() => onRefresh({ maxRequests: null })}
        onCancel={() => setDeclined(asked)}
      />
    );
  }
  const failure = errorOf(removal) ?? error ?? storedFailure(definition);
  if (definition.paused !== undefined && errorOf(removal) === null) return <PausedNote reason={definition.paused} />;
  if (failure === null) return null;
  return (
    <>
      <ErrorBar error={failure} />
      <ReconnectFor error={failure} connection={definition.connection} />
      <AllowFor error={failure} connection={definition.connection} then={`refresh ${definition.name}`} onAllowed={() => onRefresh({})} />
    </>
  );
}

const errorOf = (work: TaskState<unknown>): AppError | null => (work.kind === "failed" ? work.error : null);

/** Of a run before this session only the sentence is kept. */
function storedFailure({ lastRun }: QueryDefinition) {
  return lastRun?.error ? ({ code: "INTERNAL", message: lastRun.error, hint: undefined } as const) : null;
}

function runOf({ sql, connection, maxRows, parameters }: QueryDefinition): RunQuery {
  return { sql, connection, ...(maxRows === null ? {} : { maxRows }), ...(parameters === undefined ? {} : { parameters }) };
}
