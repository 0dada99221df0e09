import { Button, Text } from "@fluentui/react-components";
import { ArrowSyncRegular } from "@fluentui/react-icons/svg/arrow-sync";
import { TableAddRegular } from "@fluentui/react-icons/svg/table-add";

import { EmptyState } from "../components/EmptyState";
import { ErrorBar } from "../components/ErrorBar";
import { PageFrame } from "../components/PageFrame";
import { PageHeading } from "../components/PageHeading";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { QueryCard } from "./QueryCard";

/** The queries that live in this workbook. */
export function QueriesPage() {
  const layout = useLayout();
  const { app, page, refreshAll } = usePane();
  const queries = useStore(app.queries.list);
  const work = useStore(refreshAll.state);
  if (queries.length === 0) {
    const start = (
      <Button appearance="primary" onClick={() => page.set("getData")}>
        Get data
      </Button>
    );
    return (
      <PageFrame>
        <EmptyState
          icon={<TableAddRegular />}
          title="No queries in this workbook"
          text="Tables that you insert from Stripe appear here, to be refreshed by hand or on a schedule."
          action={start}
        />
      </PageFrame>
    );
  }
  const running = work.kind === "running";
  const action = (
    <Button
      appearance="primary"
      icon={<ArrowSyncRegular />}
      onClick={() => (running ? refreshAll.cancel() : void refreshAll.start())}
    >
      {running ? "Cancel" : "Refresh All"}
    </Button>
  );
  return (
    <PageFrame
      footer={
        <Text size={200} className={layout.muted}>
          Schedules run while this workbook is open in Excel.
        </Text>
      }
    >
      <PageHeading title="Queries" action={action} />
      {work.kind === "failed" && <ErrorBar error={work.error} />}
      <ul className={layout.list}>
        {queries.map((state) => (
          <QueryCard key={state.definition.id} state={state} />
        ))}
      </ul>
    </PageFrame>
  );
}
