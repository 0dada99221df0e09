import type { RandomBytes } from "../../platform/ports";

/** 32 signs that nobody takes for another one: no I and 1, no O and 0. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const length = 8;

/** A code that a person reads on one page and types into another: 40 bits, which {@link mostWrongTries} makes plenty. */
export function createTypedCode(randomBytes: RandomBytes): string {
  return [...randomBytes(length)].map((byte) => alphabet.charAt(byte % alphabet.length)).join("");
}

/** Wrong answers that a sign-in bears; after the last one it has to be started again. */
export const mostWrongTries = 5;

/** As it is shown: `ABCD-EFGH`. */
export function groupTypedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, "$1-");
}

/** What was meant by what was typed: case, spaces and dashes do not matter. */
export function readTypedCode(typed: string): string {
  return typed.replace(/[\s\p{Pd}]/gu, "").toUpperCase();
}
