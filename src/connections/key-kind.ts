import type { Secret } from "../base/secret";

/** What the beginning of an API key tells. https://docs.stripe.com/keys */
export type KeyKind = { readonly mode: "test" | "live"; readonly keyKind: "restricted" | "secret" };

/** Reads `sk_test_…`, `rk_live_…` and the like; `null` for anything else, such as a publishable key. */
export function readKeyKind(key: Secret): KeyKind | null {
  const [, kind, mode] = /^(sk|rk)_(test|live)_\w+$/.exec(key.reveal()) ?? [];
  if (kind === undefined || mode === undefined) return null;
  return { mode: mode === "live" ? "live" : "test", keyKind: kind === "rk" ? "restricted" : "secret" };
}

/** Whether a text holds something that looks like a key, anywhere. */
export function holdsKey(text: string): boolean {
  return /(?<![A-Za-z0-9])[sr]k_(org_)?(test|live)_\w/.test(text);
}
