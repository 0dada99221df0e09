import { AppError } from "../base/app-error";
import { fail, ok, type Result } from "../base/result";
import { Secret } from "../base/secret";
import { stripeApiBase, stripeApiVersion } from "../stripe/api-version";
import { createTimeZone } from "../stripe/time-zone";

/** One setting of a connection: what it is called, what it does, and how its text is read. */
export type Property<T> = {
  readonly label: string;
  readonly doc: string;
  readonly default: T;
  /** Kept out of the workbook, of command lines and of logs. */
  readonly secret?: true;
  /** Other names that connection strings may use. */
  readonly aliases?: readonly string[];
  /** The value, or a sentence saying what to write instead. */
  readonly parse: (text: string) => Result<T, string>;
};

const matching =
  (pattern: RegExp, advice: string) =>
  (text: string): Result<string, string> =>
    pattern.test(text) ? ok(text) : fail(advice);

function parseTimeZone(text: string): Result<string, string> {
  try {
    return ok(createTimeZone(text).name);
  } catch (failure) {
    return fail(AppError.from(failure).advice);
  }
}

function parseMaxRows(text: string): Result<number | null, string> {
  const rows = Number(text);
  return Number.isInteger(rows) && rows > 0 ? ok(rows) : fail("MaxRows is a whole number above 0.");
}

const property = <T>(declared: Property<T>): Property<T> => declared;

/** Every setting. Forms, connection strings, defaults and documentation are read from here. */
export const connectionProperties = {
  Name: property<string>({
    label: "Name",
    doc: "What the connection is called in lists and formulas.",
    default: "",
    parse: matching(/^[^;=]{1,60}$/, "A name has 1 to 60 characters and neither ; nor =."),
  }),
  ApiKey: property<Secret | null>({
    label: "API key",
    doc: "A restricted key (rk_…, recommended) or a secret key (sk_…) of the Stripe account.",
    default: null,
    secret: true,
    aliases: ["LiveApiKey"],
    parse: (text) => ok(new Secret(text)),
  }),
  AccountId: property<string | null>({
    label: "Account id",
    doc: "The connected account to read, acct_…; empty for the key's own account.",
    default: null,
    parse: matching(/^acct_\w+$/, "An account id starts with acct_."),
  }),
  ApiBase: property<string>({
    label: "API root",
    doc: "Another Stripe-like server for test keys, such as a sandbox on this computer.",
    default: stripeApiBase,
    parse: matching(/^https?:\/\//, "The API root is an address that starts with https://."),
  }),
  ApiVersion: property<string>({
    label: "API version",
    doc: "Stripe API version of the requests; the tables are made for the default.",
    default: stripeApiVersion,
    parse: matching(/^\d{4}-\d{2}-\d{2}(\.\w+)?$/, "An API version looks like 2026-10-28.endive."),
  }),
  TimeZone: property<string>({
    label: "Time zone",
    doc: "Zone of the dates in SQL and in cells: UTC or an IANA name such as Europe/Berlin.",
    default: "UTC",
    parse: parseTimeZone,
  }),
  MaxRows: property<number | null>({
    label: "Row limit",
    doc: "Most rows that one query returns; empty for all.",
    default: null,
    parse: parseMaxRows,
  }),
};

export type PropertyName = keyof typeof connectionProperties;

/** A value for every setting. */
export type ConnectionSettings = { readonly [K in PropertyName]: (typeof connectionProperties)[K]["default"] };

export const propertyNames = Object.keys(connectionProperties) as readonly PropertyName[];

/** The setting that a text names, whatever the case, underscores and spaces. */
export function findProperty(name: string): PropertyName | undefined {
  const wanted = plain(name);
  return propertyNames.find((known) => {
    const { aliases = [] }: { readonly aliases?: readonly string[] } = connectionProperties[known];
    return [known, ...aliases].some((spelling) => plain(spelling) === wanted);
  });
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_\s]/g, "");
}
