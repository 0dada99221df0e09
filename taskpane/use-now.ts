import { useEffect, useState } from "react";

import { usePane } from "./pane-context";

const tickMs = 30_000;

/** What time it is, at most half a minute old: ages and states go on while nobody touches the pane. */
export function useNow(): number {
  const { now } = usePane();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now();
}
