/** Fails when the built page loads more JavaScript at once than its budget. */
import { buildFolders } from "./build-folders";
import { budgetProblem, initialJavaScriptBytes } from "./initial-javascript";

const bytes = initialJavaScriptBytes(buildFolders(process.cwd()).addIn);
const problem = budgetProblem(bytes);
process.stderr.write(`${problem ?? `The page loads ${bytes} bytes of JavaScript (gzip) at once.`}\n`);
process.exitCode = problem === null ? 0 : 1;
