import type { AppError } from "../src/base/app-error";

/** The error values that carry a text of ours. @see https://learn.microsoft.com/office/dev/add-ins/excel/custom-functions-errors */
export type CellErrorKind = "notAvailable" | "invalidValue";

export type CellError = { readonly kind: CellErrorKind; readonly text: string };

/** What the formula's other arguments say wrongly is `#VALUE!`, all else `#N/A`. A new code does not compile without a line. */
const kinds: Readonly<Record<AppError["code"], CellErrorKind>> = {
  BAD_ARGUMENT: "invalidValue",
  SQL_PARAMETER: "invalidValue",
  SQL_SYNTAX: "notAvailable",
  SQL_UNKNOWN_TABLE: "notAvailable",
  SQL_UNKNOWN_COLUMN: "notAvailable",
  SQL_READ_ONLY: "notAvailable",
  SQL_FILTER_REQUIRED: "notAvailable",
  BAD_SETTING: "notAvailable",
  NOT_CONNECTED: "notAvailable",
  REAUTH_REQUIRED: "notAvailable",
  SIGN_IN_FAILED: "notAvailable",
  GATEWAY_UNAVAILABLE: "notAvailable",
  NOT_ALLOWED: "notAvailable",
  FORBIDDEN: "notAvailable",
  NOT_FOUND: "notAvailable",
  NOT_ENABLED: "notAvailable",
  RATE_LIMITED: "notAvailable",
  STRIPE_UNAVAILABLE: "notAvailable",
  STRIPE_REFUSED: "notAvailable",
  TOO_LARGE: "notAvailable",
  REQUEST_LIMIT: "notAvailable",
  WORKBOOK_BUSY: "notAvailable",
  WORKBOOK_REFUSED: "notAvailable",
  STORAGE_UNAVAILABLE: "notAvailable",
  CANCELLED: "notAvailable",
  INTERNAL: "notAvailable",
};

/** The one place where an error becomes a cell. */
export function toCellError(error: AppError): CellError {
  return { kind: kinds[error.code], text: error.advice };
}
