import { createHash, timingSafeEqual } from "node:crypto";

/** SHA-256 of texts, base64url. Their lengths are part of it, so that no two lists of texts give the same input. */
export function digestOf(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:`).update(text);
  return hash.digest("base64url");
}

/** Whether two digests are equal, in a time that does not tell where they differ. */
export function sameDigest(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
