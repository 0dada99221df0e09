import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Conditions, Freshness } from "../../../src/table/row-source";
import { type Company, listening, openCompany, readAll, readFrom } from "./company";

/** Stories told; `npm run test:deep` tells more of them. */
const numRuns = process.env["DEEP"] === "1" ? 500 : 20;

const freshness: fc.Arbitrary<Freshness> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ maxAgeMs: 0 }) },
  { weight: 8, arbitrary: fc.constantFrom({ maxAgeMs: 60_000 }, { maxAgeMs: 300_000 }) },
  { weight: 1, arbitrary: fc.constant({ maxAgeMs: 300_000, reload: true as const }) },
);
/** On both sides of the ages that are allowed. */
const seconds = fc.constantFrom(1, 30, 59, 61, 90, 120, 250, 310);
const scope = fc.constantFrom("all", "all", "newer", "older", "one");
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("change" as const), times: fc.constantFrom(1, 2, 2, 8), seconds }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("scan" as const), freshness, scope, some: fc.boolean(), metadata: fc.constantFrom(true, true, true, false) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("lookups" as const), freshness, from: fc.nat({ max: 60 }), count: fc.constantFrom(1, 2, 40) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type StepOf<Kind extends Step["do"]> = Extract<Step, { readonly do: Kind }>;

type CustomerRow = readonly [id: string, email: string, created: string, metadata: string];
const columns = ["id", "email", "created", "metadata"];

/** The customers as a list shows them from a moment on. */
type State = { readonly since: number; readonly rows: readonly CustomerRow[] };

/** A company with its whole history, read with memory and without. */
type Story = {
  readonly company: Company;
  readonly plain: Pick<Company, "source" | "table">;
  readonly states: State[];
};

function openStory(seed: number): Story {
  const company = openCompany({ seed, scale: 0.15 });
  const plain = readFrom(company.sandbox, company.clock, { options: { cacheBytes: 0 } });
  return { company, plain, states: [stateOf(company)] };
}

function stateOf({ sandbox, clock }: Company): State {
  const rows = sandbox.all("customer").map(({ id, email, created, metadata }): CustomerRow => {
    const text = new Date(Number(created) * 1_000).toISOString().slice(0, 19).replace("T", " ");
    return [id, String(email), text, JSON.stringify(metadata)];
  });
  return { since: clock.now(), rows };
}

/** States that a reader may be shown. */
function allowedStates({ company, states }: Story, { maxAgeMs, reload }: Freshness): readonly State[] {
  const from = company.clock.now() - (reload ? 0 : maxAgeMs);
  return states.filter((_, index) => (states[index + 1]?.since ?? Infinity) >= from);
}

function conditionsOf(kind: string, { states }: Story): Conditions {
  const rows = states[0]?.rows ?? [];
  const [, email = ""] = rows[3] ?? [];
  const [, , middle = ""] = rows[rows.length >> 1] ?? [];
  const ranges: Record<string, Conditions["ranges"]> = { newer: { created: { gte: middle } }, older: { created: { lt: middle } } };
  return kind === "one" ? { equals: { email }, ranges: {} } : { equals: {}, ranges: ranges[kind] ?? {} };
}

function meets([, email, created]: readonly unknown[], { equals, ranges }: Conditions): boolean {
  const { gte = "", lt = "9" } = ranges["created"] ?? {};
  return (equals["email"] ?? email) === email && String(created) >= String(gte) && String(created) < String(lt);
}

async function change({ company, states }: Story, { times, seconds: wait }: StepOf<"change">): Promise<void> {
  for (let time = 0; time < times; time++) company.sandbox.mutate(["customer"]);
  states.push(stateOf(company));
  await company.clock.advance(wait * 1_000);
}

async function scan(story: Story, { freshness: age, scope: kind, some, metadata }: StepOf<"scan">): Promise<void> {
  const conditions = conditionsOf(kind, story);
  const asked = metadata ? columns : columns.slice(0, 3);
  const wanted = { table: "customers", columns: asked, conditions, extent: some ? ("some" as const) : ("all" as const) };
  const [kept, listed] = [listening(age), listening(age)];
  const rows = (await readAll(story.company, wanted, kept.context)).filter((row) => meets(row, conditions));
  const answers = allowedStates(story, age).map((state) => state.rows.filter((row) => meets(row, conditions)).map((row) => row.slice(0, asked.length)));
  expect(answers).toContainEqual(rows);
  await readAll(story.plain, wanted, listed.context);
  // A look at the events that did not pay, or the mark of a listing.
  expect(kept.heard.requests).toBeLessThanOrEqual(listed.heard.requests + 2);
}

async function lookUp(story: Story, { freshness: age, from, count }: StepOf<"lookups">): Promise<void> {
  const keys = (story.states[0]?.rows ?? []).slice(from, from + count).map(([id]) => id);
  const table = story.company.table("customers");
  const listeners = keys.map(() => listening(age));
  const rows = await Promise.all(keys.map((key, index) => story.company.source.lookup({ table, columns, key }, listeners[index]!.context)));
  for (const [index, row] of rows.entries()) {
    const answers = allowedStates(story, age).map((state) => state.rows.find(([id]) => id === keys[index]) ?? null);
    expect(answers).toContainEqual(row);
  }
  const requests = listeners.reduce((sum, { heard }) => sum + heard.requests, 0);
  expect(requests).toBeLessThanOrEqual(keys.length + Math.ceil(keys.length / 100));
}

async function perform(story: Story, one: Step): Promise<void> {
  await story.company.clock.advance(1);
  if (one.do === "change") await change(story, one);
  if (one.do === "scan") await scan(story, one);
  if (one.do === "lookups") await lookUp(story, one);
  expect(story.company.open()).toBe(0);
}

describe("reading through memory", () => {
  test("gives what was true at one moment, no longer ago than allowed, and hardly ever asks more than without memory", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(step, { minLength: 5, maxLength: 20, size: "max" }), async (seed, steps) => {
        const story = openStory(seed);
        for (const one of steps) await perform(story, one);
      }),
      { numRuns },
    );
  }, numRuns * 2_000);
});
