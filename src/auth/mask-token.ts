import type { Secret } from "../base/secret";

/** A token as it may be shown: its kind and its last four characters, enough to tell two apart. */
export function maskToken(token: Secret): string {
  const text = token.reveal();
  const [kind = ""] = /^[a-z]{2,4}_(?:(?:test|live)_)?/.exec(text) ?? [];
  return text.length - kind.length < 12 ? `${kind}…` : `${kind}…${text.slice(-4)}`;
}
