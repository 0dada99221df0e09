/** The part of Excel's invocation object that tells of a changed or deleted cell. */
export type Cancelable = { onCanceled?: () => void };

/** A signal that fires when Excel no longer wants the result. */
export function signalOf(invocation: Cancelable): AbortSignal {
  const controller = new AbortController();
  invocation.onCanceled = () => controller.abort(new DOMException("the cell changed", "AbortError"));
  return controller.signal;
}
