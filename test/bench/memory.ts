import { nodeClock } from "../../src/platform/node/clock";
import { sendTo } from "../../src/platform/node/send-http";
import { createSandbox } from "../../src/sandbox/sandbox";
import { unconditional } from "../../src/table/conditions";
import type { RowSource } from "../../src/table/row-source";
import { openWithKey } from "../fakes/open-with-key";
import { type Bench, rounded } from "./bench";
import { createScale } from "./megabytes";

const charges = 100_000;
/** What the page may take for so many charges, in megabytes. */
const limit = 250;

/** Reads all charges with all columns that are not lists or objects; gives a checksum of the rows, which it does not keep. */
async function readAll(source: RowSource, signal: AbortSignal): Promise<{ readonly rows: number; readonly columns: number; readonly sum: number; readonly kind: string }> {
  const table = source.find("charges");
  if (table === undefined) throw new Error("no table charges");
  const columns = table.columns.filter(({ type, costly, hidden }) => type !== "json" && !costly && !hidden).map(({ name }) => name);
  let rows = 0;
  let sum = 0;
  let kind = "";
  const context = { signal, freshness: { maxAgeMs: 3_600_000 }, onRequest: () => undefined, onLoad: (load: { readonly kind: string }) => void ({ kind } = load) };
  for await (const page of source.scan({ table, columns, conditions: unconditional, extent: "all" }, context)) {
    for (const row of page) {
      rows++;
      for (const character of JSON.stringify(row)) sum = (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0;
    }
  }
  return { rows, columns: columns.length, sum, kind };
}

/** What the memory of a connection takes for a large table, every scalar column of it. */
export const memoryBench: Bench = {
  about: "memory that 100,000 charges take with all scalar columns, after garbage collection, against 250 MB",
  async *run(signal) {
    const sandbox = createSandbox({ seed: 1, charges, now: Date.now(), clock: nodeClock });
    const send = sendTo((request) => sandbox.handle(request));
    const open = (CacheSize: string): RowSource =>
      openWithKey({ ApiKey: "sk_test_sandbox", ApiBase: "http://localhost", CacheSize }, { send, clock: nodeClock, random: Math.random }).source;
    const megabytes = createScale();
    // Whatever the server makes at its first answers is there before.
    const listed = await readAll(open("0"), signal);
    sandbox.clearTraffic();
    const source = open("256");
    const before = megabytes();
    await readAll(source, signal);
    sandbox.clearTraffic();
    const used = megabytes() - before;
    const kept = await readAll(source, signal);
    yield {
      bench: "memory",
      case: `charges-${charges}`,
      value: rounded(used),
      unit: "MB",
      ratios: { limit: rounded(limit / used) },
      counts: { rows: kept.rows, columns: kept.columns },
      exact: kept.kind === "memory" && kept.rows === charges && kept.sum === listed.sum,
    };
  },
};
