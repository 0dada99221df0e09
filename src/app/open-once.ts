import { createSharing } from "../base/share-in-flight";

/**
 * Opens something at the first call and gives the same to all others; an opening that failed is tried again, and one that
 * a caller leaves goes on for those who still wait.
 */
export function openOnce<T>(open: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  const share = createSharing<T>();
  let opened: { readonly value: T } | undefined;
  return async (signal) => {
    if (opened) return opened.value;
    const value = await share("open", signal, open);
    opened = { value };
    return value;
  };
}
