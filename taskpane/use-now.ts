import { useEffect, useReducer } from "react";

import { usePane } from "./pane-context";

/** What time it is (ms since 1970 UTC), at most half a minute old: ages and states go on while nobody touches the pane. */
export function useNow(): number {
  const { now, onTick } = usePane();
  const [, showAgain] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => onTick(showAgain), [onTick]);
  return now();
}
