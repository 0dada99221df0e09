import type { FormulaContext } from "../src/app/formulas/formulas";

/** The part of Excel's invocation object that tells of the cell, of its change or deletion, and of a preview while typing. */
export type CellInvocation = {
  onCanceled?: () => void;
  /** Where the formula is, such as `Sheet1!A1`, for functions that ask for it. */
  readonly address?: string | null;
  /** Office's declarations call it a text, its documentation a truth value. */
  readonly isInValuePreview?: string | boolean;
};

/** A signal that fires when Excel no longer wants the result, and whether the call is for a preview. */
export function contextOf(invocation: CellInvocation): FormulaContext {
  const controller = new AbortController();
  invocation.onCanceled = () => controller.abort(new DOMException("the cell changed", "AbortError"));
  const { isInValuePreview, address } = invocation;
  const preview = isInValuePreview === true || isInValuePreview === "true";
  return { signal: controller.signal, preview, ...(address ? { cell: address } : {}) };
}
