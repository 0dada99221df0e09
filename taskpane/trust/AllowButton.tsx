import { Button } from "@fluentui/react-components";
import { useMemo } from "react";

import { ErrorBar } from "../components/ErrorBar";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useStore } from "../use-store";

type AllowButtonProps = {
  readonly connection: string;
  /** Tells the buttons of a page apart for those who cannot see it. */
  readonly label: string;
  readonly onAllowed?: () => void;
};

/** Lets this workbook read from a connection. */
export function AllowButton({ connection, label, onAllowed }: AllowButtonProps) {
  const { trust } = usePane().app;
  const allowing = useMemo(() => createTask((name: string, { signal }) => trust.allow(name, signal)), [trust]);
  const state = useStore(allowing.state);
  const allow = async () => {
    await allowing.start(connection);
    if (allowing.state.get().kind === "done") onAllowed?.();
  };
  return (
    <div>
      <Button size="small" aria-label={label} disabled={state.kind === "running"} onClick={() => void allow()}>
        Allow
      </Button>
      {state.kind === "failed" && <ErrorBar error={state.error} />}
    </div>
  );
}
