/** `npm run check`: types, lint, layers, manifest, unused code and the bundle budget. */
import { ensureDependencies } from "./setup/dependencies.mjs";
import { orExplain, projectRoot, runNode } from "./setup/steps.mjs";

const steps = [
  { name: "types", args: ["node_modules/typescript/bin/tsc"] },
  { name: "lint", args: ["node_modules/eslint/bin/eslint.js", "--max-warnings", "0", "."] },
  { name: "layers and other guards", args: ["node_modules/jest/bin/jest.js", "test/guards", "test/manifest"] },
  { name: "unused code", args: ["node_modules/knip/bin/knip.js"] },
  { name: "build", args: ["test/tools/run.mjs", "test/tools/build.ts"] },
  { name: "bundle budget", args: ["test/tools/run.mjs", "test/tools/bundle-budget.ts"] },
];

orExplain(() => ensureDependencies(projectRoot));
for (const { name, args } of steps) {
  process.stderr.write(`\n--- ${name}\n`);
  runNode(args);
}
