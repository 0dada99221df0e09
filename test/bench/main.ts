/** `npm run -s bench [-- name… --json]`: runs benchmarks one after the other; every figure is a ratio against a peer of the same run. */
import { parseArgs } from "node:util";

import type { Bench, BenchLine } from "./bench";
import { cellsBench } from "./cells";
import { engineBench } from "./engine";
import { formulasBench } from "./formulas";
import { gatewayBench } from "./gateway";
import { loadBench } from "./load";
import { memoryBench } from "./memory";
import { queryBench } from "./query";
import { refreshBench } from "./refresh";

const benches: Readonly<Record<string, Bench>> = {
  load: loadBench,
  refresh: refreshBench,
  engine: engineBench,
  formulas: formulasBench,
  memory: memoryBench,
  cells: cellsBench,
  query: queryBench,
  gateway: gatewayBench,
};

function readable(line: BenchLine): string {
  const pairs = (values: Readonly<Record<string, number>>): string =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ");
  return `${line.bench}/${line.case}: ${line.value} ${line.unit} (x peer: ${pairs(line.ratios)}; ${pairs(line.counts)}; ${line.exact ? "equal" : "DIFFERENT"})`;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { json: { type: "boolean", default: false } }, allowPositionals: true });
  const unknown = positionals.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    process.stderr.write(`No benchmark "${unknown.join('", "')}". There are: ${Object.keys(benches).join(", ")}.\n`);
    return 2;
  }
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  let exact = true;
  for (const [name, bench] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    if (!values.json) process.stderr.write(`${name}: ${bench.about}\n`);
    for await (const line of bench.run(controller.signal)) {
      exact &&= line.exact;
      process.stdout.write(`${values.json ? JSON.stringify(line) : readable(line)}\n`);
    }
  }
  return exact ? 0 : 1;
}

process.exitCode = await main();
