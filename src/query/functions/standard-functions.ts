import type { ScalarFunction } from "./scalar-function";

/** Every function that the engine adds to SQLite's own. */
export const standardFunctions: readonly ScalarFunction[] = [];
