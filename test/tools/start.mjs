/** `npm start`: sets up what is missing, builds, and serves add-in, gateway, sandbox and workbench under one origin. */
import { ensureDependencies } from "./setup/dependencies.mjs";
import { orExplain, projectRoot, runNode } from "./setup/steps.mjs";

orExplain(() => ensureDependencies(projectRoot));
runNode(["test/tools/run.mjs", "test/tools/serve.ts", ...process.argv.slice(2)]);
