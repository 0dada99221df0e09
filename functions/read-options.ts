import { AppError } from "../src/base/app-error";

/** What the last argument of `QUERY` can say. */
export type QueryOptions = {
  /** Whether the first row names the columns. */
  readonly headers: boolean;
  /** Most rows to return; `null`: as many as a formula may show. */
  readonly limit: number | null;
  /** Seconds that rows read earlier stay good; `null`: as the connection says. */
  readonly maxAge: number | null;
  /** Most requests to Stripe; `null`: as the connection says. */
  readonly maxRequests: number | null;
};

type Option = {
  readonly expects: string;
  /** The part of the options that the text means, or `null` when it means nothing. */
  readonly read: (text: string) => Partial<QueryOptions> | null;
};

const flags: Readonly<Record<string, boolean>> = { yes: true, true: true, no: false, false: false };

const wholeNumber = (text: string, least: number): number | null =>
  /^\d{1,9}$/.test(text) && Number(text) >= least ? Number(text) : null;

const number = (key: "limit" | "maxAge" | "maxRequests", least: number): Option => ({
  expects: `a whole number from ${least}`,
  read(text) {
    const value = wholeNumber(text, least);
    return value === null ? null : { [key]: value };
  },
});

const options: Readonly<Record<string, Option>> = {
  headers: {
    expects: "yes or no",
    read(text) {
      const headers = flags[text];
      return headers === undefined ? null : { headers };
    },
  },
  limit: number("limit", 1),
  maxage: number("maxAge", 0),
  maxrequests: number("maxRequests", 1),
};

const none: QueryOptions = { headers: true, limit: null, maxAge: null, maxRequests: null };

/** Reads `headers=no;limit=1000`. Case and spaces do not matter. @throws AppError `BAD_ARGUMENT` for an unknown name or value. */
export function readOptions(text: string): QueryOptions {
  const pairs = text.toLowerCase().split(";").filter((pair) => pair.trim() !== "");
  return Object.assign({}, none, ...pairs.map(readPair)) as QueryOptions;
}

function readPair(pair: string): Partial<QueryOptions> {
  const [name = "", ...rest] = pair.split("=").map((part) => part.trim());
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) throw bad(`There is no option "${name}".`, `Options are ${Object.keys(options).join(", ")}.`);
  const read = rest.length === 1 ? option.read(rest[0] ?? "") : null;
  if (!read) throw bad(`The option ${name} needs ${option.expects}.`, `Write it like headers=no;limit=1000.`);
  return read;
}

const bad = (sentence: string, hint: string) => new AppError("BAD_ARGUMENT", sentence, { hint });
