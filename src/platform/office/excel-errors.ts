import { AppError, type ErrorCode } from "../../base/app-error";

type Advice = { readonly code: ErrorCode; readonly sentence: string; readonly hint: string };

const busy = (sentence: string, hint: string): Advice => ({ code: "WORKBOOK_BUSY", sentence, hint });
const refused = (sentence: string, hint: string): Advice => ({ code: "WORKBOOK_REFUSED", sentence, hint });
const tooLarge: Advice = {
  code: "TOO_LARGE",
  sentence: "This is more than Excel takes at once.",
  hint: "Choose fewer columns or rows.",
};
const tooOld = refused("This version of Excel cannot do this.", "Update Office, or use Excel on the web.");
const gone = refused("The table or sheet is no longer there.", "Insert the query again.");
const conflict = refused("Other cells are in the way.", "Clear or move them, then try again.");

/** Excel's error codes and what they mean to a person. @see https://learn.microsoft.com/office/dev/add-ins/testing/application-specific-api-error-handling */
const advices: Readonly<Record<string, Advice>> = {
  InvalidOperationInCellEditMode: busy("A cell is being edited.", "Finish editing the cell (Enter or Esc), then try again."),
  ActivityLimitReached: busy("Excel is busy.", "Wait a moment, then try again."),
  RequestAborted: busy("Excel stopped the request.", "Try again."),
  InvalidOrTimedOutSession: busy("The connection to the workbook was lost.", "Reload the workbook, then try again."),
  ConnectionFailure: busy("The connection to the workbook was lost.", "Check the network connection, then try again."),
  AccessDenied: refused("Excel does not allow changes here.", "Unprotect the sheet, or open the workbook for editing."),
  RequestPayloadSizeLimitExceeded: tooLarge,
  ResponsePayloadSizeLimitExceeded: tooLarge,
  OperationCellsExceedLimit: tooLarge,
  RangeExceedsLimit: tooLarge,
  ApiNotFound: tooOld,
  NotImplemented: tooOld,
  UnsupportedOperation: tooOld,
  ItemNotFound: gone,
  InvalidReference: gone,
  InsertDeleteConflict: conflict,
  MergedRangeConflict: conflict,
  PivotTableRangeConflict: conflict,
  FilteredRangeConflict: conflict,
  NonBlankCellOffSheet: conflict,
};

type ExcelFailure = { readonly code: string; readonly message: string };

/** By its shape, since office.js does not promise a class. */
const isExcelFailure = (thrown: unknown): thrown is ExcelFailure =>
  typeof thrown === "object" &&
  thrown !== null &&
  !(thrown instanceof AppError) &&
  "code" in thrown &&
  typeof thrown.code === "string" &&
  "message" in thrown &&
  typeof thrown.message === "string";

/** Turns what Excel threw into a sentence; anything else is wrapped as usual. */
export function toWorkbookError(thrown: unknown): AppError {
  if (!isExcelFailure(thrown)) return AppError.from(thrown);
  const advice = advices[thrown.code] ?? refused("Excel refused to do this.", `It says: ${thrown.message}`);
  return new AppError(advice.code, advice.sentence, { hint: advice.hint, detail: { excel: thrown.code }, cause: thrown });
}
