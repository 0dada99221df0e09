import type { RandomBytes } from "../ports";

/** The browser's own source of randomness. */
export const browserRandomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));
