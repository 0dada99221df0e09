import { Button, MessageBar, MessageBarBody, MessageBarTitle, Spinner } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { PlugConnectedRegular } from "@fluentui/react-icons/svg/plug-connected";
import { useMemo } from "react";

import type { Removal } from "../../src/app/app-api";
import { EmptyState } from "../components/EmptyState";
import { ErrorBar } from "../components/ErrorBar";
import { PageFrame } from "../components/PageFrame";
import { PageHeading } from "../components/PageHeading";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { createTask, type TaskState } from "../task";
import { AllowedWorkbooks } from "../trust/AllowedWorkbooks";
import { useStore } from "../use-store";
import { ConnectionRow } from "./ConnectionRow";
import { KeysKeptNote } from "./KeysKeptNote";
import { useReadConnections } from "./use-read-connections";

/** The Stripe accounts that can be read here. */
export function ConnectionsPage() {
  const layout = useLayout();
  const { app, page } = usePane();
  const connections = useStore(app.connections.list);
  const unknown = useStore(app.connections.storage) === null;
  const { isReading, readAgain } = useReadConnections();
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
  if (unknown) return <NotRead isReading={isReading} onAgain={readAgain} />;
  if (connections.length === 0) {
    return (
      <PageFrame>
        <RemovalOutcome removed={removed} />
        <EmptyState
          icon={<PlugConnectedRegular />}
          title="No connections yet"
          text="Connect a Stripe account, by signing in or with a restricted key, to load its data into this workbook."
          action={create}
        />
      </PageFrame>
    );
  }
  return (
    <PageFrame footer={<KeysKeptNote />}>
      <PageHeading title="Connections" action={create} />
      <RemovalOutcome removed={removed} />
      <ul className={layout.list}>
        {connections.map((connection) => (
          <ConnectionRow
            key={connection.name}
            connection={connection}
            onRemove={() => void removal.start(connection.name)}
          />
        ))}
      </ul>
      <AllowedWorkbooks />
      <div>
        <Button size="small" appearance="subtle" onClick={() => page.set("procedures")}>
          Procedures
        </Button>
      </div>
    </PageFrame>
  );
}

/** In place of a list that nobody knows yet, so that connections which cannot be read do not look like none. */
function NotRead({ isReading, onAgain }: { readonly isReading: boolean; readonly onAgain: () => void }) {
  return (
    <PageFrame>
      <PageHeading title="Connections" />
      {isReading ? (
        <Spinner size="tiny" labelPosition="after" label="Reading your connections…" />
      ) : (
        <div>
          <Button onClick={onAgain}>Try again</Button>
        </div>
      )}
    </PageFrame>
  );
}

/** What went wrong with a removal, or what is left to do at Stripe. */
function RemovalOutcome({ removed }: { readonly removed: TaskState<Removal> }) {
  if (removed.kind === "failed") return <ErrorBar error={removed.error} />;
  if (removed.kind !== "done" || !removed.value.warning) return null;
  const { message, hint } = removed.value.warning;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{message}</MessageBarTitle> {hint}
      </MessageBarBody>
    </MessageBar>
  );
}
