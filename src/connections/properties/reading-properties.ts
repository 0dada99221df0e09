import { AppError } from "../../base/app-error";
import { fail, ok, type Result } from "../../base/result";
import { stripeApiBase, stripeApiVersion } from "../../stripe/api-version";
import { createTimeZone } from "../../stripe/time-zone";
import { matching, property, unlimitedBy, wholeNumber } from "../property";

/** Settings that say how Stripe is read. */
export const readingProperties = {
  ApiBase: property<string>({
    label: "API root",
    doc: "Another Stripe-like server for test keys, such as a sandbox on this computer.",
    group: "Reading",
    default: stripeApiBase,
    parse: matching(/^https?:\/\//, "The API root is an address that starts with https://."),
  }),
  ApiVersion: property<string>({
    label: "API version",
    doc: "Stripe API version of the requests; the tables are made for the default.",
    group: "Reading",
    default: stripeApiVersion,
    parse: matching(/^\d{4}-\d{2}-\d{2}(\.\w+)?$/, "An API version looks like 2026-10-28.endive."),
  }),
  TimeZone: property<string>({
    label: "Time zone",
    doc: "Zone of the dates in SQL and in cells: UTC or an IANA name such as Europe/Berlin.",
    group: "Reading",
    default: "UTC",
    parse: parseTimeZone,
  }),
  MaxRows: property<number | null>({
    label: "Row limit",
    doc: "Most rows that one query returns; empty or -1 for all.",
    group: "Reading",
    default: null,
    parse: unlimitedBy("-1", wholeNumber(1, "MaxRows is a whole number above 0, or -1 for all rows.")),
  }),
  Timeout: property<number | null>({
    label: "Time limit",
    doc: "Seconds after which a query is given up; empty or 0 for no limit.",
    group: "Reading",
    default: null,
    parse: unlimitedBy("0", wholeNumber(1, "Timeout is a whole number of seconds, or 0 for no limit.")),
  }),
};

function parseTimeZone(text: string): Result<string, string> {
  try {
    return ok(createTimeZone(text).name);
  } catch (failure) {
    return fail(AppError.from(failure).advice);
  }
}
