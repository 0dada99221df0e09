/** Opens something at the first call and gives the same to all others; an opening that failed is tried again. */
export function openOnce<T>(open: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let opened: Promise<T> | undefined;
  return (signal) => {
    opened ??= open(signal).catch((failure: unknown) => {
      opened = undefined;
      throw failure;
    });
    return opened;
  };
}
