import { AppError } from "../../base/app-error";

/** The only headers of a caller's that Stripe gets, and what they may look like. */
const passedOn: Readonly<Record<string, RegExp>> = {
  "stripe-account": /^acct_\w{1,100}$/,
  "stripe-version": /^\d{4}-\d{2}-\d{2}(?:\.[a-z]{1,30})?$/,
};

/** What a client of Stripe's needs of an answer. https://docs.stripe.com/error-low-level */
const passedBack = [
  "content-type",
  "request-id",
  "retry-after",
  "stripe-account",
  "stripe-rate-limited-reason",
  "stripe-should-retry",
  "stripe-version",
];

/** @throws AppError `BAD_ARGUMENT` for a value that Stripe's headers cannot have. */
export function headersForStripe(asked: Headers): Record<string, string> {
  const entries = Object.entries(passedOn).flatMap(([name, allowed]) => {
    const value = asked.get(name);
    if (value === null) return [];
    if (!allowed.test(value)) throw badHeader(name);
    return [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/** Headers of the proxy's answer. Nobody in between may keep it: it is one person's data. */
export function headersForCaller(answered: Readonly<Record<string, string>>): Record<string, string> {
  const entries = passedBack.flatMap((name) => {
    const value = answered[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(entries), "cache-control": "no-store" };
}

function badHeader(name: string): AppError {
  return new AppError("BAD_ARGUMENT", `The header ${name} is not one that Stripe takes.`, {
    hint: "Check the account id and the API version of the connection.",
  });
}
