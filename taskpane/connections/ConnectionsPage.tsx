import { Button } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { PlugConnectedRegular } from "@fluentui/react-icons/svg/plug-connected";
import { useMemo } from "react";

import { EmptyState } from "../components/EmptyState";
import { ErrorBar } from "../components/ErrorBar";
import { PageFrame } from "../components/PageFrame";
import { PageHeading } from "../components/PageHeading";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useStore } from "../use-store";
import { ConnectionRow } from "./ConnectionRow";
import { KeysKeptNote } from "./KeysKeptNote";

/** The Stripe accounts that this device can read. */
export function ConnectionsPage() {
  const layout = useLayout();
  const { app, page } = usePane();
  const connections = useStore(app.connections.list);
  const removal = useMemo(
    () => createTask((name: string, { signal }) => app.connections.remove(name, signal)),
    [app.connections],
  );
  const removed = useStore(removal.state);
  const create = (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => page.set("newConnection")}>
      New connection
    </Button>
  );
  if (connections.length === 0) {
    return (
      <PageFrame>
        <EmptyState
          icon={<PlugConnectedRegular />}
          title="No connections yet"
          text="Connect a Stripe account with a restricted key to load its data into this workbook."
          action={create}
        />
      </PageFrame>
    );
  }
  return (
    <PageFrame footer={<KeysKeptNote />}>
      <PageHeading title="Connections" action={create} />
      {removed.kind === "failed" && <ErrorBar error={removed.error} />}
      <ul className={layout.list}>
        {connections.map((connection) => (
          <ConnectionRow
            key={connection.name}
            connection={connection}
            onRemove={() => void removal.start(connection.name)}
          />
        ))}
      </ul>
    </PageFrame>
  );
}
