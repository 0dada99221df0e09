/** `npm start`: sets up what is missing, builds, and serves add-in, gateway, sandbox and workbench under one origin. */
import { ensureDependencies } from "./setup/dependencies.mjs";
import { orExplain, projectRoot } from "./setup/steps.mjs";

orExplain(() => ensureDependencies(projectRoot));
process.chdir(projectRoot);
// In this process, not a child: what ends npm start ends the server.
process.argv.splice(2, 0, "test/tools/serve.ts");
await import("./run.mjs");
