// Lints planted texts with the project's own configuration: [{ path, text }] as JSON on standard input, the broken rules of each on standard output.
// A process of its own because jest cannot load ESLint's configuration file.
import { ESLint } from "eslint";
import { text as readText } from "node:stream/consumers";

const eslint = new ESLint({ cwd: new URL("../..", import.meta.url).pathname });
const plants = JSON.parse(await readText(process.stdin));
const broken = [];
for (const { path, text } of plants) {
  const [report] = await eslint.lintText(text, { filePath: path });
  broken.push([...new Set(report?.messages.map(({ ruleId, message }) => ruleId ?? message))]);
}
process.stdout.write(JSON.stringify(broken));
