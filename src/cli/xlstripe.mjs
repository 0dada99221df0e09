#!/usr/bin/env node
/** Starts the command line, built once from the sources. */
import { builtEntry } from "./bundle.mjs";

await import(await builtEntry("src/cli/main.ts"));
