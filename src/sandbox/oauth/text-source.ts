import { alphabet, type Random } from "../company/random";

/** Characters of base 62 from bytes of chance, or from the seeded stream when no bytes are given. */
export function textSource(randomBytes: ((count: number) => Uint8Array) | undefined, seeded: Random): (length: number) => string {
  if (randomBytes === undefined) return (length) => seeded.text(length);
  return (length) => Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join("");
}
