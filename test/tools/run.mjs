/** Runs a TypeScript program of the repository: `node test/tools/run.mjs test/tools/catalog/generate.ts [arguments]`. */
import { builtEntry } from "../../src/cli/bundle.mjs";

const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) {
  process.stderr.write("Name the program to run, such as test/bench/main.ts.\n");
  process.exit(2);
}
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], entry, ...rest];
await import(await builtEntry(entry));
