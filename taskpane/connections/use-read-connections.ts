import { useCallback, useEffect, useMemo } from "react";

import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useStore } from "../use-store";

/** Reads the connections when the page is opened, since another workbook may have changed them; a failure is the pane's notice. */
export function useReadConnections() {
  const { app, notice } = usePane();
  const reading = useMemo(() => createTask<void, void>((_, { signal }) => app.connections.load(signal)), [app]);
  const read = useCallback(async () => {
    await reading.start();
    const ended = reading.state.get();
    if (ended.kind === "failed") notice.set(ended.error);
  }, [reading, notice]);
  useEffect(() => {
    void read();
    return reading.reset;
  }, [read, reading]);
  const readAgain = () => {
    notice.set(null);
    void read();
  };
  return { isReading: useStore(reading.state).kind === "running", readAgain };
}
