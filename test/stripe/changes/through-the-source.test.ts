import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createSandbox } from "../../../src/sandbox/sandbox";
import { createStripeSource } from "../../../src/stripe/create-stripe-source";
import type { TableLoad } from "../../../src/table/query-result";
import type { Conditions, Freshness, RowSource } from "../../../src/table/row-source";
import type { Row } from "../../../src/table/table";
import { createFakeClock } from "../../fakes/fake-clock";
import { reading } from "../stripe-fake";
import { listening, openCompany, readAll } from "../cache/company";
import { clientOf } from "./kept-table";

const start = Date.UTC(2026, 0, 31);
const lagSeconds = 600;

/** Tables that take some pages, by the resource that changes in them. */
const tableOf = { customer: "customers", charge: "charges", subscription: "subscriptions", invoice: "invoices", balance_transaction: "balance_transactions" } as const;
type Resource = keyof typeof tableOf;

const everything: Conditions = { equals: {}, ranges: {} };
const conditionsOf: readonly Conditions[] = [everything, everything, { equals: {}, ranges: { created: { gte: "2025-06-01 00:00:00" } } }];
const lastYear: Conditions = { equals: {}, ranges: { created: { gte: "2025-02-01 00:00:00" } } };

/** Stories told; `npm run test:deep` tells more of them. */
const numRuns = process.env["DEEP"] === "1" ? 200 : 10;

type Step =
  | { readonly do: "change" }
  | { readonly do: "wait"; readonly seconds: number }
  | { readonly do: "read"; readonly freshness: Freshness; readonly conditions: Conditions };

const read = fc.record({
  do: fc.constant("read" as const),
  freshness: fc.constantFrom<Freshness>({ maxAgeMs: 0 }, { maxAgeMs: 0 }, { maxAgeMs: 300_000 }),
  conditions: fc.constantFrom(...conditionsOf),
});
const wait = fc.record({
  do: fc.constant("wait" as const),
  seconds: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 300 }) }, { weight: 1, arbitrary: fc.integer({ min: 300, max: 40_000 }) }),
});
const step: fc.Arbitrary<Step> = fc.oneof({ weight: 4, arbitrary: fc.constant({ do: "change" as const }) }, { weight: 4, arbitrary: wait }, { weight: 3, arbitrary: read });
const story = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  resource: fc.constantFrom(...(Object.keys(tableOf) as Resource[])),
  timeZone: fc.constantFrom("UTC", "Europe/Berlin"),
  withMetadata: fc.boolean(),
  steps: fc.array(step, { minLength: 6, maxLength: 25, size: "max" }),
});

type Story = typeof story extends fc.Arbitrary<infer Told> ? Told : never;

/** What a read gives: its rows by id, and how they came. */
async function readRows(source: RowSource, name: string, asked: { readonly columns: readonly string[]; readonly conditions: Conditions; readonly freshness: Freshness }) {
  const table = source.find(name)!;
  const loads: TableLoad[] = [];
  const rows: Row[] = [];
  const context = { ...reading(), freshness: asked.freshness, onLoad: (load: TableLoad) => void loads.push(load) };
  for await (const page of source.scan({ table, columns: asked.columns, conditions: asked.conditions, extent: "all" }, context)) rows.push(...page);
  return { rows: [...rows].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)), kind: loads[0]?.kind };
}

/** Reads of one connection while a company goes on; resolves to how the rows of its reads came. */
async function tell({ seed, resource, timeZone, withMetadata, steps }: Story): Promise<readonly (string | undefined)[]> {
  const clock = createFakeClock(start);
  const sandbox = createSandbox({ seed, scale: 0.08, now: start, clock, visibilityLagSeconds: lagSeconds });
  const source = createStripeSource({ client: clientOf(sandbox), timeZone, now: () => clock.now(), cacheBytes: 1 << 26 });
  const table = tableOf[resource];
  const columns = ["id", ...source.find(table)!.defaultColumns.filter((name) => name !== "id"), ...(withMetadata && resource !== "balance_transaction" ? ["metadata"] : [])];
  const kinds: (string | undefined)[] = [];
  const readNow = async (conditions: Conditions, freshness: Freshness) => {
    const { rows, kind } = await readRows(source, table, { columns, conditions, freshness });
    kinds.push(kind);
    return rows;
  };
  await readNow(everything, { maxAgeMs: 0 });
  for (const one of steps) {
    if (one.do === "change") sandbox.mutate([resource]);
    else if (one.do === "wait") await clock.advance(one.seconds * 1_000);
    else await readNow(one.conditions, one.freshness);
  }
  await clock.advance(lagSeconds * 1_000);
  for (const conditions of [everything, lastYear]) {
    const refreshed = await readNow(conditions, { maxAgeMs: 0 });
    expect(refreshed).toEqual(await readNow(conditions, { maxAgeMs: 0, reload: true }));
  }
  return kinds;
}

describe("a connection that keeps rows in memory", () => {
  test("tells changes after a listing whose pages took minutes", async () => {
    const company = openCompany({ scale: 0.08, gate: () => company.clock.advance(70_000) });
    const charges = { table: "charges", columns: ["id", "description"] };
    await readAll(company, charges, listening().context);
    const [changed] = company.sandbox.all("charge").slice(-1);
    company.sandbox.update(String(changed?.id), { description: "audited" });
    const { context, loads } = listening();
    const rows = await readAll(company, charges, context);
    expect(loads).toMatchObject([{ kind: "changes" }]);
    expect(rows).toContainEqual([changed?.id, "audited"]);
  });

  test("shows after a refresh what a full reload shows, whatever happened and was read between", async () => {
    const kinds: (string | undefined)[] = [];
    await fc.assert(
      fc.asyncProperty(story, async (one) => void kinds.push(...(await tell(one)))),
      { numRuns },
    );
    expect(kinds.filter((kind) => kind === "changes").length).toBeGreaterThan(kinds.length / 5);
    expect(kinds).toEqual(expect.arrayContaining(["list", "changes"]));
  }, 10_000 + numRuns * 3_000);
});
