import type { Secret } from "../base/secret";
import type { ConnectionProfile } from "./profile";

/**
 * Tells accounts apart: the account that is read (`acct_…`), else whatever stands for it, at one API root in one mode. Two
 * connections with one key have the same.
 */
export function accountName({ apiBase, mode, accountId }: ConnectionProfile, signedIn: string): string {
  return `${apiBase} ${mode} ${accountId ?? signedIn}`;
}

/**
 * Eight hexadecimal digits that stand for a key. They tell keys of one person apart and give nothing of the key away: of the
 * texts that a key can be, every four-billionth has the same digits. (FNV-1a.)
 */
export function fingerprint(key: Secret): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key.reveal())) hash = Math.imul(hash ^ byte, 0x01000193);
  return `key_${(hash >>> 0).toString(16).padStart(8, "0")}`;
}
