import { randomBytes } from "node:crypto";

/** The first version of a value. */
export const firstEtag = (): string => etagOf(1);

/** The version after `etag`, or `null` when that text is none of ours. Chance keeps a version of a removed value from coming back. */
export function nextEtag(etag: string): string | null {
  const count = /^(\d{1,15})-[\w-]+$/.exec(etag)?.[1];
  return count === undefined ? null : etagOf(Number(count) + 1);
}

const etagOf = (count: number): string => `${count}-${randomBytes(9).toString("base64url")}`;
