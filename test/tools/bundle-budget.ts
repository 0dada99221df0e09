/** Checks the size of the built add-in; part of `npm run check`. */
import { buildFolders } from "./build-folders";
import { budgetProblem, initialJavaScriptBudget, initialJavaScriptBytes } from "./initial-javascript";

const bytes = initialJavaScriptBytes(buildFolders(process.cwd()).addIn);
const problem = budgetProblem(bytes);
process.stderr.write(`${problem ?? `Initial JavaScript: ${bytes} of ${initialJavaScriptBudget} bytes (gzip).`}\n`);
process.exitCode = problem === null ? 0 : 1;
