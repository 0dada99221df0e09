import { Button, MessageBar, MessageBarBody, Tab, TabList } from "@fluentui/react-components";
import { PlugConnectedRegular } from "@fluentui/react-icons/svg/plug-connected";
import { useState } from "react";

import type { ConnectionSummary } from "../../src/app/app-api";
import { EmptyState } from "../components/EmptyState";
import { PageFrame } from "../components/PageFrame";
import { PageHeading } from "../components/PageHeading";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { ChosenTable } from "./ChosenTable";
import { ConnectionPicker } from "./ConnectionPicker";
import { EditFooter } from "./EditFooter";
import { EstimateView } from "./EstimateView";
import { InsertFooter } from "./InsertFooter";
import { InsertOptions } from "./InsertOptions";
import type { Problems } from "./insert-request";
import { RowLimitField } from "./RowLimitField";
import { SqlBox } from "./SqlBox";
import { TablePicker } from "./TablePicker";
import { connectionNamed, useGetData } from "./use-get-data";

/** Choose rows from Stripe and insert them as an Excel table, or choose anew for a table that stands. */
export function GetDataPage() {
  const { app, editing } = usePane();
  const edited = useStore(editing.query);
  const connections = useStore(app.connections.list);
  const { state, table } = useGetData();
  const [problems, setProblems] = useState<Problems>({});
  const ready = state.source === "sql" || table !== undefined;

  if (connections.length === 0) return <NoConnections />;
  if (edited) {
    return (
      <PageFrame footer={<EditFooter query={edited} onProblems={setProblems} />}>
        <PageHeading title={`Edit ${edited.name}`} text="Saving runs it, and changes only the columns that differ." />
        {!connectionNamed(connections, edited.connection) && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{`There is no connection named "${edited.connection}" here. Saving reads from the one below.`}</MessageBarBody>
          </MessageBar>
        )}
        <ChosenRows connections={connections} problems={problems} />
        {ready && <RowLimitField problem={problems.rowLimit} />}
        {ready && <EstimateView />}
      </PageFrame>
    );
  }
  return (
    <PageFrame footer={ready && <InsertFooter onProblems={setProblems} />}>
      <ChosenRows connections={connections} problems={problems} />
      {ready && <InsertOptions problems={problems} />}
      {ready && <EstimateView />}
    </PageFrame>
  );
}

type ChosenRowsProps = { readonly connections: readonly ConnectionSummary[]; readonly problems: Problems };

/** Which rows of which account: picked from a table, or asked for by SQL. */
function ChosenRows({ connections, problems }: ChosenRowsProps) {
  const layout = useLayout();
  const { state, table, change } = useGetData();
  return (
    <>
      <ConnectionPicker connections={connections} />
      <TabList
        size="small"
        aria-label="How to choose rows"
        className={layout.flushTabs}
        selectedValue={state.source}
        onTabSelect={(_, { value }) => change({ source: value === "sql" ? "sql" : "table" })}
      >
        <Tab value="table">Pick a table</Tab>
        <Tab value="sql">Write SQL</Tab>
      </TabList>
      {state.source === "sql" && <SqlBox problem={problems.sql} />}
      {state.source === "table" && !table && <TablePicker />}
      {state.source === "table" && table && <ChosenTable table={table} problems={problems} />}
    </>
  );
}

function NoConnections() {
  const { page } = usePane();
  return (
    <PageFrame>
      <EmptyState
        icon={<PlugConnectedRegular />}
        title="Connect to Stripe first"
        text="With a key from your Stripe account, its charges, invoices and customers become Excel tables."
        action={
          <Button appearance="primary" onClick={() => page.set("newConnection")}>
            New connection
          </Button>
        }
      />
    </PageFrame>
  );
}
