import type { ErrorCode } from "../base/app-error";

/** What the exit code of `xlstripe` says; `docs/command-line.md` lists them. */
export const exitCode = { ok: 0, internal: 1, usage: 2, stripe: 3, signInAgain: 4, partial: 5, interrupted: 130 } as const;

const byError: Partial<Readonly<Record<ErrorCode, number>>> = {
  SQL_SYNTAX: exitCode.usage,
  SQL_UNKNOWN_TABLE: exitCode.usage,
  SQL_UNKNOWN_COLUMN: exitCode.usage,
  SQL_READ_ONLY: exitCode.usage,
  SQL_PARAMETER: exitCode.usage,
  SQL_FILTER_REQUIRED: exitCode.usage,
  BAD_ARGUMENT: exitCode.usage,
  BAD_SETTING: exitCode.usage,
  NOT_CONNECTED: exitCode.usage,
  REQUEST_LIMIT: exitCode.usage,
  REAUTH_REQUIRED: exitCode.signInAgain,
  CANCELLED: exitCode.interrupted,
  INTERNAL: exitCode.internal,
};

/** The exit code of a failure; what Stripe refused or did not answer is 3. */
export function exitCodeOf(code: ErrorCode): number {
  return byError[code] ?? exitCode.stripe;
}
