import { Button, Tab, TabList } from "@fluentui/react-components";
import { PlugConnectedRegular } from "@fluentui/react-icons/svg/plug-connected";
import { useState } from "react";

import { EmptyState } from "../components/EmptyState";
import { PageFrame } from "../components/PageFrame";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { ChosenTable } from "./ChosenTable";
import { ConnectionPicker } from "./ConnectionPicker";
import { EstimateView } from "./EstimateView";
import { InsertFooter } from "./InsertFooter";
import { InsertOptions } from "./InsertOptions";
import type { Problems } from "./insert-request";
import { SqlBox } from "./SqlBox";
import { TablePicker } from "./TablePicker";
import { useGetData } from "./use-get-data";

/** Choose rows from Stripe and insert them as an Excel table. */
export function GetDataPage() {
  const layout = useLayout();
  const { app, page } = usePane();
  const connections = useStore(app.connections.list);
  const { state, table, change } = useGetData();
  const [problems, setProblems] = useState<Problems>({});
  const ready = state.source === "sql" || table !== undefined;

  if (connections.length === 0) {
    const connect = (
      <Button appearance="primary" onClick={() => page.set("newConnection")}>
        New connection
      </Button>
    );
    return (
      <PageFrame>
        <EmptyState
          icon={<PlugConnectedRegular />}
          title="Connect to Stripe first"
          text="With a key from your Stripe account, its charges, invoices and customers become Excel tables."
          action={connect}
        />
      </PageFrame>
    );
  }
  return (
    <PageFrame footer={ready && <InsertFooter onProblems={setProblems} />}>
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
      {ready && <InsertOptions problems={problems} />}
      {ready && <EstimateView />}
    </PageFrame>
  );
}
