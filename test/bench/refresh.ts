import { nodeClock } from "../../src/platform/node/clock";
import { sendTo } from "../../src/platform/node/send-http";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox";
import type { TableLoad } from "../../src/table/query-result";
import { unconditional } from "../../src/table/conditions";
import type { Freshness, RowSource } from "../../src/table/row-source";
import type { Row } from "../../src/table/table";
import { openWithKey } from "../fakes/open-with-key";
import { type Bench, type BenchLine, rounded, timed } from "./bench";

const charges = 100_000;
const added = 20;
const changed = 30;

/** Columns as a person picks them. */
const columns = ["id", "created", "amount", "currency", "status", "paid", "refunded", "customer", "description", "metadata"];

/** All charges by one way, and what it took. */
type Reading = { readonly ms: number; readonly requests: number; readonly rows: readonly Row[]; readonly kind: TableLoad["kind"] | undefined };

async function readAll(source: RowSource, freshness: Freshness, signal: AbortSignal): Promise<Reading> {
  const table = source.find("charges");
  if (table === undefined) throw new Error("no table charges");
  let requests = 0;
  let kind: Reading["kind"];
  const rows: Row[] = [];
  const context = { signal, freshness, onRequest: () => void requests++, onLoad: (load: TableLoad) => void ({ kind } = load) };
  const { ms } = await timed(async () => {
    const request = { table, columns, conditions: unconditional, extent: "all" as const };
    for await (const page of source.scan(request, context)) for (const row of page) rows.push(row);
  });
  return { ms, requests, rows, kind };
}

/** Fifty changes, spread over all ages of charges. */
function change(sandbox: Sandbox): void {
  const all = sandbox.all("charge");
  for (let number = 0; number < changed; number++) {
    const charge = all[Math.floor((number * all.length) / changed)];
    if (charge !== undefined) sandbox.update(charge.id, { metadata: { audited: String(number) } });
  }
  for (let number = 0; number < added; number++) sandbox.create("charge", { amount: 1_000 + number });
}

function line(name: string, refresh: Reading, full: Reading): BenchLine {
  const equal = JSON.stringify(refresh.rows) === JSON.stringify(full.rows);
  return {
    bench: "refresh",
    case: name,
    value: rounded(refresh.ms),
    unit: "ms",
    ratios: { full: rounded(full.ms / refresh.ms), requests: rounded(full.requests / refresh.requests) },
    counts: { rows: refresh.rows.length, requests: refresh.requests, "full-requests": full.requests },
    exact: equal && refresh.kind === "changes" && full.kind === "list",
  };
}

/** Charges that were listed once are brought up to date, and then listed anew. The sandbox is in this process and answers at once. */
export const refreshBench: Bench = {
  about: "100,000 kept charges brought up to date, against listing them again; the server is in the same process and answers at once",
  async *run(signal) {
    const sandbox = createSandbox({ seed: 1, charges, now: Date.now(), clock: nodeClock });
    const send = sendTo((request) => sandbox.handle(request));
    const { source } = openWithKey({ ApiKey: "sk_test_sandbox", ApiBase: "http://localhost" }, { send, clock: nodeClock, random: Math.random });
    await readAll(source, { maxAgeMs: 0 }, signal);
    const unchanged = await readAll(source, { maxAgeMs: 0 }, signal);
    yield line("no-change", unchanged, await readAll(source, { maxAgeMs: 0, reload: true }, signal));
    change(sandbox);
    const refreshed = await readAll(source, { maxAgeMs: 0 }, signal);
    yield line("changes-50", refreshed, await readAll(source, { maxAgeMs: 0, reload: true }, signal));
  },
};
