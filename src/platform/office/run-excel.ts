import { AppError } from "../../base/app-error";
import { toWorkbookError } from "./excel-errors";
import { retryTransient } from "./retry-transient";
import { uncancelled } from "./uncancelled";

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

/** Does something that undoes or restores; it is never cancelled and waits until no cell is being edited. */
export function restoreExcel(batch: Batch<void>): Promise<void> {
  return runExcelWhenIdle(uncancelled, batch);
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
  const [done] = await Promise.allSettled([task(quiet)]);
  const [restored] = await Promise.allSettled([off ? eventsOn() : undefined]);
  if (done.status === "rejected") throw withBoth(done.reason, restored);
  if (restored.status === "rejected") throw restored.reason;
  return done.value;
}

/** Tried twice, whatever Excel says: without events the workbook would not hear what a person changes. */
async function eventsOn(): Promise<void> {
  const turnOn = (): Promise<void> => restoreExcel((context) => enableEvents(context, true));
  const [first] = await Promise.allSettled([turnOn()]);
  if (first.status === "rejected") await turnOn();
}

/** What the person has to read is why the task failed. */
function withBoth(reason: unknown, restored: PromiseSettledResult<unknown>): unknown {
  if (restored.status === "fulfilled") return reason;
  const { code, message, hint, detail } = AppError.from(reason);
  return new AppError(code, message, { ...(hint === undefined ? {} : { hint }), detail, cause: new AggregateError([reason, restored.reason]) });
}

async function enableEvents(context: Excel.RequestContext, enabled: boolean): Promise<void> {
  const ask = (): Promise<void> => {
    context.runtime.enableEvents = enabled;
    return context.sync();
  };
  await retryTransient(ask, { signal: uncancelled });
}
