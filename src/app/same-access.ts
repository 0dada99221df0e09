import { haveEqualSecrets } from "./connection-revisions";
import type { SavedConnection } from "./stored-connections";

/**
 * Whether a connection leads to the same data as another: what was allowed for one may stay for the other. Where nobody can tell whose
 * account it is, only the same key will do.
 */
export function hasSameAccess(one: SavedConnection, other: SavedConnection): boolean {
  const [a, b] = [one.summary, other.summary];
  if (a.mode !== b.mode || a.apiBase !== b.apiBase || a.accountId !== b.accountId || a.signIn !== b.signIn) return false;
  if (a.signIn === "oauth") return a.account !== null && a.account !== "" && a.account === b.account;
  return haveEqualSecrets(one.settings, other.settings);
}
