import type { FormulaContext } from "../src/app/formulas/formulas";

/** The part of Excel's invocation object that tells of a changed or deleted cell, and of a preview while typing. */
export type CellInvocation = {
  onCanceled?: () => void;
  /** Office's declarations call it a text, its documentation a truth value. */
  readonly isInValuePreview?: string | boolean;
};

/** A signal that fires when Excel no longer wants the result, and whether the call is for a preview. */
export function contextOf(invocation: CellInvocation): FormulaContext {
  const controller = new AbortController();
  invocation.onCanceled = () => controller.abort(new DOMException("the cell changed", "AbortError"));
  const { isInValuePreview } = invocation;
  return { signal: controller.signal, preview: isInValuePreview === true || isInValuePreview === "true" };
}
