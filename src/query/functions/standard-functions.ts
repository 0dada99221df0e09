import { dateFunctions } from "./date-functions";
import { jsonHas } from "./json-has";
import type { ScalarFunction } from "./scalar-function";
import { textFunctions } from "./text-functions";

/** Every scalar function that the engine adds to SQLite's own. */
export const standardFunctions: readonly ScalarFunction[] = [...dateFunctions, ...textFunctions, jsonHas];
