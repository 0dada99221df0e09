import { toWorkbookError } from "./excel-errors";
import { retryTransient } from "./retry-transient";

type Batch<T> = (context: Excel.RequestContext) => Promise<T>;

/** Runs a batch for something that a person just asked for: while a cell is being edited it fails with `WORKBOOK_BUSY`. */
export function runExcel<T>(signal: AbortSignal, batch: Batch<T>): Promise<T> {
  return run(signal, { delayForCellEdit: false }, batch);
}

/** Runs a batch in the background: while a cell is being edited Excel holds it back. */
export function runExcelWhenIdle<T>(signal: AbortSignal, batch: Batch<T>): Promise<T> {
  return run(signal, { delayForCellEdit: true }, batch);
}

async function run<T>(signal: AbortSignal, options: Excel.RunOptions, batch: Batch<T>): Promise<T> {
  try {
    signal.throwIfAborted();
    return await Excel.run(options, batch);
  } catch (failure) {
    throw toWorkbookError(failure);
  }
}

/** For steps that have to happen whatever the caller does. */
const never = new AbortController().signal;

/** Does something that undoes or restores; it is never cancelled and waits until no cell is being edited. */
export function restoreExcel(batch: Batch<void>): Promise<void> {
  return runExcelWhenIdle(never, batch);
}

/** Turns this add-in's event handlers off; queued in the caller's batch. */
export type Quiet = (context: Excel.RequestContext) => Promise<void>;

/** Lets a task turn event handlers off while it writes in bulk, and turns them on again when it ends. */
export async function withoutEvents<T>(task: (quiet: Quiet) => Promise<T>): Promise<T> {
  let off = false;
  const quiet: Quiet = async (context) => {
    await enableEvents(context, false);
    off = true;
  };
  try {
    return await task(quiet);
  } finally {
    if (off) await restoreExcel((context) => enableEvents(context, true));
  }
}

async function enableEvents(context: Excel.RequestContext, enabled: boolean): Promise<void> {
  const ask = (): Promise<void> => {
    context.runtime.enableEvents = enabled;
    return context.sync();
  };
  await retryTransient(ask, { signal: never });
}
