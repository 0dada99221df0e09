import { Button, Text } from "@fluentui/react-components";
import { ArrowSyncRegular } from "@fluentui/react-icons/svg/arrow-sync";
import { TableAddRegular } from "@fluentui/react-icons/svg/table-add";
import { useRef } from "react";

import type { QueryState } from "../../src/app/app-api";
import { EmptyState } from "../components/EmptyState";
import { ErrorBar } from "../components/ErrorBar";
import { PageFrame } from "../components/PageFrame";
import { PageHeading } from "../components/PageHeading";
import { RunningBar } from "../components/RunningBar";
import { TieBalance } from "../evidence/TieBalance";
import { FormulasCard } from "../formulas/FormulasCard";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useNow } from "../use-now";
import { useStore } from "../use-store";
import { allProgress, allProgressLine } from "./all-progress";
import { QueryCard } from "./QueryCard";

/** The queries that live in this workbook. */
export function QueriesPage() {
  const { app } = usePane();
  const queries = useStore(app.queries.list);
  const unreadable = useStore(app.queries.unreadable);
  const page = useRef<HTMLElement>(null);
  return (
    <PageFrame place={page} footer={queries.length > 0 && <ScheduleNote />}>
      {unreadable && <ErrorBar error={unreadable} />}
      {queries.length === 0 && unreadable === null && <NoQueries />}
      {queries.length > 0 && <QueryCards queries={queries} onFocusLost={() => page.current?.focus()} />}
      <TieBalance />
      <FormulasCard />
    </PageFrame>
  );
}

function ScheduleNote() {
  const layout = useLayout();
  return (
    <Text size={200} className={layout.muted}>
      Schedules run while this workbook is open in Excel.
    </Text>
  );
}

function NoQueries() {
  const { page } = usePane();
  return (
    <EmptyState
      icon={<TableAddRegular />}
      title="No queries in this workbook"
      text="Tables that you insert from Stripe appear here, to be refreshed by hand or on a schedule."
      action={
        <Button appearance="primary" onClick={() => page.set("getData")}>
          Get data
        </Button>
      }
    />
  );
}

type QueryCardsProps = { readonly queries: readonly QueryState[]; readonly onFocusLost: () => void };

function QueryCards({ queries, onFocusLost }: QueryCardsProps) {
  const layout = useLayout();
  const now = useNow();
  const { refreshAll, refreshAllSince } = usePane();
  const work = useStore(refreshAll.state);
  const all = allProgress(queries, useStore(refreshAllSince));
  const running = work.kind === "running";
  const action = (
    <Button appearance="primary" icon={<ArrowSyncRegular />} disabledFocusable={running} onClick={() => void refreshAll.start()}>
      Refresh All
    </Button>
  );
  return (
    <>
      <PageHeading title="Queries" action={action} />
      {running && (
        <div role="group" aria-label="Refresh All">
          <RunningBar text={allProgressLine(all)} share={all.done / all.of} onCancel={refreshAll.cancel} />
        </div>
      )}
      {work.kind === "failed" && <ErrorBar error={work.error} />}
      <ul className={layout.list}>
        {queries.map((state) => (
          <QueryCard key={state.definition.id} state={state} now={now} onFocusLost={onFocusLost} />
        ))}
      </ul>
    </>
  );
}
