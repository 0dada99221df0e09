import { Secret } from "../../base/secret";

/** Fields whose values are never written, wherever they stand. */
const secretField = /authorization|cookie|secret|password|token|verifier|handle|typed-?code|join-?code|api-?key|^code$|^state$/i;

const parameters = "code|state|handle|verifier|refresh_token|access_token|client_secret|typedCode|joinCode|password";

/**
 * Secrets by their shape: Stripe's keys, tokens and codes, `…_secret_…`, JWT and JWE, credentials of a header or an address,
 * and values of parameters that hold such. Ids of objects (`cus_`, `acct_`) stay readable.
 */
const secretText = new RegExp(
  [
    /(?<![A-Za-z0-9])(?:sk|rk|rt|ac|ek|whsec|absec)_[A-Za-z0-9][\w-]{5,}/,
    /(?<![A-Za-z0-9])[a-z]{2,8}_[A-Za-z0-9]+_secret_\w+/,
    /(?<![\w-])eyJ[\w-]{8,}\.[\w-]*(?:\.[\w-]*){0,3}/,
    /\b(?:Bearer|Basic)\s+[\w.~+/=-]{6,}/i,
    /(?<=:\/\/)[^\s:@/"]+:[^\s@/"]+(?=@)/,
    new RegExp(`(?<=\\b(?:${parameters})=)[^&\\s"\\\\]+`),
    new RegExp(`(?<=\\b(?:${parameters})\\\\{0,3}"\\s*:\\s*\\\\{0,3}")[^"\\\\]+`),
  ]
    .map(({ source }) => source)
    .join("|"),
  "gi",
);

const removed = "[removed]";

/** A text without anything that looks like a secret. */
export const redactText = (text: string): string => text.replace(secretText, removed);

const deepest = 8;

/** A copy for the log: no secret fields, errors as plain facts, and nothing deeper than a log line can use. */
export function redactFacts(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Secret || depth >= deepest) return removed;
  if (Array.isArray(value)) return value.map((item) => redactFacts(item, depth + 1));
  return Object.fromEntries(
    entriesOf(value).map(([name, item]) => [redactText(name), secretField.test(name) ? removed : redactFacts(item, depth + 1)]),
  );
}

/** Own fields; of an error also those that are not enumerable; of headers and maps their entries. */
function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  if (value instanceof Headers || value instanceof Map) return [...value].map(([name, item]) => [String(name), item]);
  if (!isError(value)) return Object.entries(value);
  const { name, message, stack, cause } = value;
  return [["name", name], ["message", message], ["stack", stack], ...Object.entries(value), ...(cause === undefined ? [] : [["cause", cause] as const])];
}

const isError = (value: object): value is Error => "message" in value && "stack" in value;
