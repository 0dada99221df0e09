import { useSyncExternalStore } from "react";

import type { Store } from "../src/base/store";

/** The store's value; the component renders again when it changes. */
export function useStore<T>(store: Pick<Store<T>, "get" | "subscribe">): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
