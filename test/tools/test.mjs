/** `npm test`: sets up what is missing, builds what the browser tests open, then runs all tests. `--deep` runs the long random tests too. */
import { join } from "node:path";

import { ensureChromium } from "./setup/chromium.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";
import { orExplain, projectRoot, runNode } from "./setup/steps.mjs";

const args = process.argv.slice(2);
const deep = args.includes("--deep");

orExplain(() => ensureDependencies(projectRoot));
const chromium = orExplain(ensureChromium);
runNode(["test/tools/run.mjs", "test/tools/build.ts"]);
runNode([join("node_modules", "jest", "bin", "jest.js"), "--maxWorkers=2", ...args.filter((arg) => arg !== "--deep")], {
  CHROMIUM: chromium,
  ...(deep ? { DEEP: "1" } : {}),
});
