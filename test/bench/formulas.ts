import { createApp } from "../../src/app/create-app";
import type { App, RunQuery } from "../../src/app/app-api";
import { Secret } from "../../src/base/secret";
import { createMemoryRecords } from "../../src/platform/memory-records";
import { createMemoryStore } from "../../src/platform/memory-store";
import { nodeClock } from "../../src/platform/node/clock";
import { loadSqlite } from "../../src/platform/node/load-sqlite";
import { sendTo } from "../../src/platform/node/send-http";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox";
import type { SqlValue } from "../../src/table/column";
import { createMemoryWorkbook } from "../app/memory-workbook";
import { type Bench, type BenchLine, rounded, timed } from "./bench";

const formulas = 1_000;
const latencyMs = 20;
/** Formulas that the peer runs, each alone; its time is scaled up. */
const peerFormulas = 20;

/** Formulas of one sheet and the company that they read. */
type Sheet = { readonly sandbox: Sandbox; readonly asked: readonly Formula[] };

type Formula = { readonly run: RunQuery; readonly expected: readonly (readonly SqlValue[])[] };

/** The add-in's use cases over a sandbox, with a log of the addresses that were asked. */
function startAddIn(sandbox: Sandbox): { readonly app: App; readonly asked: URL[] } {
  const asked: URL[] = [];
  const toSandbox = sendTo((request) => sandbox.handle(request));
  const app = createApp({
    clock: nodeClock,
    random: Math.random,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    loadSqlite,
    send: (request, signal) => {
      asked.push(new URL(request.url));
      return toSandbox(request, signal);
    },
    openSettingsStore: () => Promise.resolve(createMemoryStore()),
    openDeviceRecords: () => Promise.resolve(createMemoryRecords()),
    runExclusively: (_, task) => task(),
    announceGrant: () => undefined,
    gateway: null,
    workbook: createMemoryWorkbook(),
    addIn: { showPane: () => Promise.resolve(), startWithWorkbook: () => Promise.resolve(), documentAddress: () => null },
    builtInConnections: [{ name: "sandbox", apiKey: new Secret("sk_test_sandbox"), apiBase: "http://127.0.0.1:12111" }],
    deployment: { allowedApiBases: [] },
  });
  return { app, asked };
}

/** Whether the answers are those of plain JavaScript over the sandbox's own objects. */
async function areRight(app: App, asked: readonly Formula[], signal: AbortSignal): Promise<boolean> {
  // Each cell has a signal of its own.
  const answers = await Promise.all(asked.map(({ run }) => app.runQuery(run, { signal: AbortSignal.any([signal]) })));
  return answers.every(({ rows, complete }, index) => complete && JSON.stringify(rows) === JSON.stringify(asked[index]?.expected));
}

/** All formulas at once, as Excel calls them when it recalculates, against the same ones each alone and one after the other. */
async function measure(name: string, { sandbox, asked }: Sheet, signal: AbortSignal): Promise<BenchLine> {
  const ours = startAddIn(sandbox);
  const together = await timed(() => areRight(ours.app, asked, signal));
  const alone = await timed(async () => {
    let right = true;
    for (const formula of asked.slice(0, peerFormulas)) right = (await areRight(startAddIn(sandbox).app, [formula], signal)) && right;
    return right;
  });
  return {
    bench: "formulas",
    case: name,
    value: rounded(together.ms),
    unit: "ms",
    ratios: { alone: rounded(((alone.ms / peerFormulas) * formulas) / together.ms) },
    counts: { formulas: asked.length, requests: ours.asked.length, scans: ours.asked.filter(beginsScan).length },
    exact: together.value && alone.value,
  };
}

/** A scan begins with the one list request that has neither a cursor nor a bound of time. */
function beginsScan({ pathname, searchParams }: URL): boolean {
  const bounds = ["starting_after", "ending_before", "created[gte]", "created[lte]", "created[gt]", "created[lt]"];
  return /^\/v1\/(charges|customers)$/.test(pathname) && !bounds.some((name) => searchParams.has(name));
}

function equalFormulas(sandbox: Sandbox): readonly Formula[] {
  const totals = new Map<string, number>();
  for (const { currency, amount } of sandbox.all("charge")) {
    totals.set(String(currency), (totals.get(String(currency)) ?? 0) + Number(amount));
  }
  const expected = [...totals].sort(([a], [b]) => (a < b ? -1 : 1));
  const run = { sql: "SELECT currency, sum(amount) AS total FROM charges GROUP BY currency ORDER BY currency" };
  return Array.from({ length: formulas }, () => ({ run, expected }));
}

type Target = { readonly resource: string; readonly table: string; readonly columns: readonly string[] };

/** Formulas that read one object each, spread over the table without an order. */
function formulasById(sandbox: Sandbox, { resource, table, columns }: Target): readonly Formula[] {
  const objects = sandbox.all(resource);
  const step = 7_919;
  return Array.from({ length: formulas }, (_, index) => {
    const object = objects[(index * step) % objects.length];
    return {
      run: { sql: `SELECT ${columns.join(", ")} FROM ${table} WHERE id = @id`, parameters: { id: String(object?.id) } },
      expected: [columns.map((column) => (object?.[column] ?? null) as SqlValue)],
    };
  });
}

/** A sheet full of formulas, recalculated at once. */
export const formulasBench: Bench = {
  about: `${formulas} formulas at once, ${latencyMs} ms from the server, against the same ones each alone and one after the other`,
  async *run(signal) {
    const options = { now: Date.UTC(2026, 0, 1), scale: 0.9, latencyMs, clock: nodeClock };
    const company = createSandbox(options);
    yield await measure("equal-1000", { sandbox: company, asked: equalFormulas(company) }, signal);
    const customers = { resource: "customer", table: "customers", columns: ["id", "email", "name"] };
    yield await measure("distinct-1000", { sandbox: company, asked: formulasById(company, customers) }, signal);
    const large = createSandbox({ ...options, charges: 100_000 });
    const charges = { resource: "charge", table: "charges", columns: ["id", "amount", "currency"] };
    yield await measure("distinct-1000-large", { sandbox: large, asked: formulasById(large, charges) }, signal);
  },
};
