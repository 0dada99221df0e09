import type { App } from "../src/app/app-api";
import { AppError } from "../src/base/app-error";
import { heldApp } from "./app-holder";
import { toCellError } from "./to-cell-error";
import { type Cancelable, signalOf } from "./with-cancel";

/** A failure as `associate.ts` hands it to Excel. */
export class CellFailure extends Error {
  override readonly name = "CellFailure";
  readonly cell: ReturnType<typeof toCellError>;

  constructor(cause: AppError) {
    super(cause.advice, { cause });
    this.cell = toCellError(cause);
  }
}

/**
 * Runs the work of one cell: with the app, a signal that follows the cell, and failures as {@link CellFailure}.
 * A formula never stays at #BUSY!: the work settles, whatever happens.
 */
export async function runInCell<T>(
  invocation: Cancelable,
  work: (app: App, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signal = signalOf(invocation);
  try {
    return await work(await heldApp(), signal);
  } catch (failure) {
    throw new CellFailure(AppError.from(failure));
  }
}
