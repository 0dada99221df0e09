import { Body1Strong, mergeClasses } from "@fluentui/react-components";
import { useRef, useState } from "react";

import type { QueryState, RefreshWish } from "../../src/app/app-api";
import { ErrorBar } from "../components/ErrorBar";
import { RunningBar } from "../components/RunningBar";
import { AuditNote } from "../evidence/AuditNote";
import { AuditSwitch } from "../evidence/AuditSwitch";
import { progressLine, progressShare } from "../get-data/result-line";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { CardPanel, type Panel } from "./CardPanel";
import { QueryActions } from "./QueryActions";
import { QueryProblem } from "./QueryProblem";
import { queryStatus } from "./query-state";
import { RenameForm } from "./RenameForm";
import { RunFacts } from "./RunFacts";
import { RunHistory } from "./RunHistory";
import { ScheduleEditor } from "./ScheduleEditor";
import { StatusBadge } from "./StatusBadge";
import { useFocusWhenGone } from "./use-focus-when-gone";
import { useFailure, useQueryTasks } from "./use-query-tasks";

type QueryCardProps = {
  readonly state: QueryState;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** Takes the focus when the card goes that has it. */
  readonly onFocusLost: () => void;
};

/** One query of the workbook: how it stands, how its last runs went, and what can be done with it. */
export function QueryCard({ state, now, onFocusLost }: QueryCardProps) {
  const layout = useLayout();
  const card = useRef<HTMLLIElement>(null);
  useFocusWhenGone(card, onFocusLost);
  const { app, refresh, editing } = usePane();
  const { definition } = state;
  const { id, name, lastRun } = definition;
  const tasks = useQueryTasks(id);
  const refreshTask = refresh(id);
  const work = useStore(refreshTask.state);
  const failures = [useFailure(tasks.remove), useFailure(tasks.goTo), useFailure(tasks.setEvidence)];
  const [panel, setPanel] = useState<Panel>(null);
  const [menuButton, setMenuButton] = useState<HTMLElement | null>(null);
  const busy = state.running || work.kind === "running";
  const progress = state.progress ?? (work.kind === "running" ? work.progress : null);
  const start = (wish: RefreshWish) => void refreshTask.start(wish);
  const close = () => {
    setPanel(null);
    menuButton?.focus();
  };
  return (
    <li ref={card} className={layout.section} aria-label={name}>
      <div className={layout.spread}>
        {panel === "rename" ? (
          <RenameForm name={name} rename={tasks.rename} onClose={close} />
        ) : (
          <Body1Strong as="h2" className={mergeClasses(layout.heading, layout.grow, layout.breakable)} title={definition.sql}>
            {name}
          </Body1Strong>
        )}
        {panel !== "rename" && <StatusBadge status={queryStatus({ ...state, running: busy }, now)} />}
      </div>
      <RunFacts state={state} now={now} />
      <AuditNote state={state} />
      {busy && <RunningBar text={progressLine(progress)} share={progressShare(progress)} onCancel={() => app.queries.stop(id)} />}
      <QueryProblem state={state} asked={work.kind === "failed" ? work.error : null} busy={busy} onRefresh={start} />
      <QueryActions
        name={name}
        busy={busy}
        menuButton={setMenuButton}
        onRefresh={() => start({})}
        onReload={() => start({ reload: true })}
        onEdit={() => editing.begin(definition)}
        onGoTo={() => void tasks.goTo.start()}
        onOpen={setPanel}
      >
        <AuditSwitch on={definition.evidence ?? false} onSwitch={(on) => void tasks.setEvidence.start(on)} />
      </QueryActions>
      <CardPanel panel={panel} definition={definition} tasks={tasks} onClose={close} />
      {failures.map((failure, index) => failure && <ErrorBar key={index} error={failure} />)}
      <ScheduleEditor state={state} now={now} takeOver={tasks.takeOver} />
      <RunHistory name={name} runs={lastRun === null ? [] : [lastRun, ...(definition.history ?? [])]} />
    </li>
  );
}
