import type { AppError } from "../src/base/app-error";
import { toCellError } from "./to-cell-error";

/** A failure as `associate.ts` hands it to Excel. */
export class CellFailure extends Error {
  override readonly name = "CellFailure";
  readonly cell: ReturnType<typeof toCellError>;

  constructor(cause: AppError) {
    super(cause.advice, { cause });
    this.cell = toCellError(cause);
  }
}
