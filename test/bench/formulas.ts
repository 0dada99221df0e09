import type { RunQuery } from "../../src/app/app-api";
import { nodeClock } from "../../src/platform/node/clock";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox";
import type { SqlValue } from "../../src/table/column";
import { type Bench, type BenchLine, rounded, timed } from "./bench";
import { startAddIn } from "./formulas/add-in";
import { openFormulaSheet, type SheetFormula } from "./formulas/formula-sheet";

const formulas = 1_000;
/** Half of them equal, half different. */
const many = 10_000;
const latencyMs = 20;
/** Formulas that the peer runs, each alone; its time is scaled up. */
const peerFormulas = 20;

/** Formulas of one sheet and the company that they read. */
type Sheet = { readonly sandbox: Sandbox; readonly asked: readonly Formula[] };

/** A formula in a cell, and the run that it stands for. */
type Formula = SheetFormula & { readonly run: RunQuery };

/** Each formula without Excel, in an add-in of its own and one after the other: all that cannot be shared is paid each time. */
async function runAlone(sandbox: Sandbox, asked: readonly Formula[], signal: AbortSignal): Promise<boolean> {
  let right = true;
  for (const { run, expected } of asked) {
    const { rows, complete } = await startAddIn(sandbox).app.runQuery(run, { signal });
    right &&= complete && JSON.stringify(rows) === JSON.stringify(expected);
  }
  return right;
}

/** All formulas written into a sheet at once, until the last cell shows its values. */
async function measure(name: string, { sandbox, asked }: Sheet, signal: AbortSignal): Promise<BenchLine> {
  const addIn = startAddIn(sandbox);
  const sheet = await openFormulaSheet(addIn.app, nodeClock);
  const together = await timed(() => sheet.show(asked, signal));
  sheet.close();
  const alone = await timed(() => runAlone(sandbox, asked.slice(0, peerFormulas), signal));
  return {
    bench: "formulas",
    case: name,
    value: rounded(together.ms),
    unit: "ms",
    ratios: { alone: rounded(((alone.ms / peerFormulas) * asked.length) / together.ms) },
    counts: { formulas: asked.length, requests: addIn.asked.length, scans: addIn.asked.filter(beginsScan).length },
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
  const sql = "SELECT currency, sum(amount) AS total FROM charges GROUP BY currency ORDER BY currency";
  return Array.from({ length: formulas }, () => ({ text: () => `=STRIPE.QUERY("${sql}",,,"headers=no")`, input: null, run: { sql }, expected }));
}

/** One row of facts about all charges. */
function formulasOfAll(sandbox: Sandbox, count: number): readonly Formula[] {
  const amounts = sandbox.all("charge").map(({ amount }) => Number(amount));
  const expected = [[amounts.length, amounts.reduce((least, one) => Math.min(least, one)), amounts.reduce((most, one) => Math.max(most, one))]];
  const sql = "SELECT count(*) AS n, min(amount) AS least, max(amount) AS most FROM charges";
  return Array.from({ length: count }, () => ({ text: () => `=STRIPE.QUERY("${sql}",,,"headers=no")`, input: null, run: { sql }, expected }));
}

/** One of each in turn. */
const alternating = (some: readonly Formula[], others: readonly Formula[]): readonly Formula[] =>
  some.flatMap((one, index) => [one, ...others.slice(index, index + 1)]);

type Target = { readonly resource: string; readonly table: string; readonly columns: readonly string[]; readonly count: number };

/** Formulas that read one object each, by the id in a cell, spread over the table without an order. */
function formulasById(sandbox: Sandbox, { resource, table, columns, count }: Target): readonly Formula[] {
  const objects = sandbox.all(resource);
  const step = 7_919;
  const sql = `SELECT ${columns.join(", ")} FROM ${table} WHERE id = ?`;
  return Array.from({ length: count }, (_, index) => {
    const object = objects[(index * step) % objects.length];
    const id = String(object?.id);
    return {
      text: (input: string) => `=STRIPE.QUERY("${sql}",,${input},"headers=no")`,
      input: id,
      run: { sql, parameters: [id] },
      expected: [columns.map((column) => (object?.[column] ?? null) as SqlValue)],
    };
  });
}

/** A sheet full of formulas, calculated at once. */
export const formulasBench: Bench = {
  about: `${formulas} and ${many} formulas in cells of Excel through office.js, ${latencyMs} ms from the server, against the same queries each alone and one after the other`,
  async *run(signal) {
    const options = { now: Date.UTC(2026, 0, 1), scale: 0.9, latencyMs, clock: nodeClock };
    const company = createSandbox(options);
    yield await measure("equal-1000", { sandbox: company, asked: equalFormulas(company) }, signal);
    const customers = { resource: "customer", table: "customers", columns: ["id", "email", "name"], count: formulas };
    yield await measure("distinct-1000", { sandbox: company, asked: formulasById(company, customers) }, signal);
    const large = createSandbox({ ...options, charges: 100_000 });
    const charges = { resource: "charge", table: "charges", columns: ["id", "amount", "currency"], count: formulas };
    yield await measure("distinct-1000-large", { sandbox: large, asked: formulasById(large, charges) }, signal);
    const mixed = alternating(formulasOfAll(company, many / 2), formulasById(company, { ...charges, count: many / 2 }));
    yield await measure("mixed-10000", { sandbox: company, asked: mixed }, signal);
  },
};
