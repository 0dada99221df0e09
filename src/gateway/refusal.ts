import { AppError, type ErrorCode } from "../base/app-error";
import type { GatewayRefusal } from "../auth/gateway-api";

/** How the gateway answers each kind of failure over HTTP. */
const statuses: Readonly<Record<ErrorCode, number>> = {
  SQL_SYNTAX: 400,
  SQL_UNKNOWN_TABLE: 400,
  SQL_UNKNOWN_COLUMN: 400,
  SQL_READ_ONLY: 400,
  SQL_PARAMETER: 400,
  SQL_FILTER_REQUIRED: 400,
  BAD_ARGUMENT: 400,
  BAD_SETTING: 400,
  NOT_CONNECTED: 409,
  REAUTH_REQUIRED: 401,
  SIGN_IN_FAILED: 403,
  GATEWAY_UNAVAILABLE: 503,
  NOT_ALLOWED: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  NOT_ENABLED: 404,
  RATE_LIMITED: 429,
  STRIPE_UNAVAILABLE: 503,
  STRIPE_REFUSED: 502,
  TOO_LARGE: 413,
  REQUEST_LIMIT: 429,
  WORKBOOK_BUSY: 500,
  WORKBOOK_REFUSED: 500,
  STORAGE_UNAVAILABLE: 503,
  CANCELLED: 499,
  INTERNAL: 500,
};

/** What a failure may tell the caller: code, sentence and next step. Causes and details stay in the log. */
export function refusalOf({ code, message, hint }: AppError): GatewayRefusal {
  return { error: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

/** The answer for anything that a route threw; the gateway's error handler. */
export function answerRefusal(thrown: unknown): Response {
  const error = AppError.from(thrown);
  return Response.json(refusalOf(error), { status: statuses[error.code], headers: { "cache-control": "no-store" } });
}
