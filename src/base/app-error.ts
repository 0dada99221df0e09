/** Every code an {@link AppError} can carry. Stable: docs, tests, exit codes and cell messages key on it. */
export const errorCodes = [
  "SQL_SYNTAX",
  "SQL_UNKNOWN_TABLE",
  "SQL_UNKNOWN_COLUMN",
  "SQL_READ_ONLY",
  "SQL_PARAMETER",
  "SQL_FILTER_REQUIRED",
  "BAD_ARGUMENT",
  "BAD_SETTING",
  "NOT_CONNECTED",
  "REAUTH_REQUIRED",
  "SIGN_IN_FAILED",
  "GATEWAY_UNAVAILABLE",
  "NOT_ALLOWED",
  "FORBIDDEN",
  "NOT_FOUND",
  "NOT_ENABLED",
  "RATE_LIMITED",
  "STRIPE_UNAVAILABLE",
  "STRIPE_REFUSED",
  "TOO_LARGE",
  "REQUEST_LIMIT",
  "WORKBOOK_BUSY",
  "WORKBOOK_REFUSED",
  "STORAGE_UNAVAILABLE",
  "CANCELLED",
  "INTERNAL",
] as const;

/** Why an operation failed. */
export type ErrorCode = (typeof errorCodes)[number];

/** Optional parts of an {@link AppError}. */
export type AppErrorInit = {
  /** One next step for the person at the sheet. */
  readonly hint?: string;
  /** Stripe request id, HTTP status, SQL offset and the like. Never a secret. */
  readonly detail?: Readonly<Record<string, string | number>>;
  readonly cause?: unknown;
};

/** The only error type that leaves `src/`: a stable code, one sentence, and usually a hint with the next step. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly hint: string | undefined;
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(
    readonly code: ErrorCode,
    message: string,
    init: AppErrorInit = {},
  ) {
    super(message, { cause: init.cause });
    this.hint = init.hint;
    this.detail = init.detail ?? {};
  }

  /**
   * Wraps anything thrown. An `AppError` passes through untouched, an abort becomes `CANCELLED`; of code that webpack loads late and
   * could not it says so.
   * @see https://webpack.js.org/api/module-methods/#import-1
   */
  static from(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown;
    if (isNamed(thrown, "AbortError")) return new AppError("CANCELLED", "Cancelled.", { cause: thrown });
    if (isNamed(thrown, "ChunkLoadError")) {
      return new AppError("INTERNAL", "A part of the add-in could not be loaded.", {
        hint: "Check that this computer reaches the internet, then try again.",
        cause: thrown,
      });
    }
    return new AppError("INTERNAL", "Something went wrong inside the connector.", {
      hint: "Try again; if it stays, report it with the steps that led here.",
      cause: thrown,
    });
  }

  /** The sentence and the next step as one text, for a cell, the pane or a terminal. */
  get advice(): string {
    return this.hint ? `${this.message} ${this.hint}` : this.message;
  }
}

function isNamed(thrown: unknown, name: string): boolean {
  return typeof thrown === "object" && thrown !== null && "name" in thrown && thrown.name === name;
}
