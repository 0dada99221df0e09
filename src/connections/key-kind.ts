import type { Secret } from "../base/secret";

/** What the beginning of an API key tells. https://docs.stripe.com/keys */
export type KeyKind = { readonly mode: "test" | "live"; readonly keyKind: "restricted" | "secret" };

/** Reads `sk_test_…`, `rk_live_…` and the like; `null` for anything else, such as a publishable key. */
export function readKeyKind(key: Secret): KeyKind | null {
  const [, kind, mode] = /^(sk|rk)_(test|live)_\w+$/.exec(key.reveal()) ?? [];
  if (kind === undefined || mode === undefined) return null;
  return { mode: mode === "live" ? "live" : "test", keyKind: kind === "rk" ? "restricted" : "secret" };
}

/** Secrets that must not stand where others can read them, as a sentence names them. */
export type SecretKind = "an API key" | "a refresh token" | "an authorization code";

/**
 * Codes and refresh tokens are long random texts. What is shorter and has no digit is taken for a name in SQL.
 * https://docs.stripe.com/stripe-apps/api-authentication/oauth
 */
const randomPart = String.raw`_(?:test_|live_|sandbox_)?(?:[A-Za-z]*\d[A-Za-z0-9_-]{4,}|[A-Za-z0-9]{20,})`;
const secretPatterns: readonly (readonly [kind: SecretKind, pattern: RegExp])[] = [
  ["an API key", /(?<![A-Za-z0-9])[sr]k_(org_)?(test|live)_\w/],
  ["a refresh token", new RegExp(`(?<![A-Za-z0-9_])rt${randomPart}`)],
  ["an authorization code", new RegExp(`(?<![A-Za-z0-9_])ac${randomPart}`)],
];

/** What kind of secret a text holds anywhere, or `null`. */
export function secretKindIn(text: string): SecretKind | null {
  return secretPatterns.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** Whether a text holds something that looks like an API key, anywhere. */
export function holdsKey(text: string): boolean {
  return secretKindIn(text) === "an API key";
}

/** A text for logs and traces: what looks like a secret is cut out. */
export function withoutSecrets(text: string): string {
  return secretPatterns.reduce((rest, [, { source }]) => rest.replace(new RegExp(`${source}[A-Za-z0-9_-]*`, "g"), "[secret]"), text);
}
