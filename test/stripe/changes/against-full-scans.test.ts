import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createSandbox, type Sandbox } from "../../../src/sandbox/sandbox";
import { createFakeClock } from "../../fakes/fake-clock";
import { clientOf, type KeptTable, keepTable, scanned } from "./kept-table";

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 31);
const lagSeconds = 600;

/** Tables by the resource that is changed in them. */
const tableOf = {
  customer: "customers",
  charge: "charges",
  subscription: "subscriptions",
  invoice: "invoices",
  refund: "refunds",
  dispute: "disputes",
  product: "products",
  price: "prices",
  payout: "payouts",
  balance_transaction: "balance_transactions",
} as const;
type Resource = keyof typeof tableOf;
const resources = Object.keys(tableOf) as Resource[];

/** Stories told; `npm run test:deep` tells more of them. */
const numRuns = process.env["DEEP"] === "1" ? 1_000 : 50;

type Step =
  | { readonly do: "change"; readonly times: number }
  | { readonly do: "wait"; readonly seconds: number }
  | { readonly do: "settle"; readonly pick: number }
  | { readonly do: "refresh" };

/** Mostly small steps, so that refreshes fall between a change and the moment when it can be listed; now and then a long one. */
const seconds = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 300 }) }, { weight: 1, arbitrary: fc.integer({ min: 300, max: 80_000 }) });
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant("change" as const), times: fc.integer({ min: 1, max: 4 }) }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant("wait" as const), seconds }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("refresh" as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("settle" as const), pick: fc.nat() }) },
  ),
  { minLength: 10, maxLength: 40, size: "max" },
);

const story = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  resource: fc.constantFrom(...resources),
  ourClockIsOffBy: fc.integer({ min: -9 * hour, max: 9 * hour }),
  steps,
});

/** A company of some hundred rows, whose new objects and events can be listed up to ten minutes late. */
function world(seed: number, ourClockIsOffBy: number) {
  const clock = createFakeClock(start);
  const sandbox = createSandbox({ seed, scale: 0.02, now: start, clock, visibilityLagSeconds: lagSeconds });
  return { clock, sandbox, client: clientOf(sandbox), now: () => clock.now() + ourClockIsOffBy };
}

/** Balance transactions become available without an event. */
function settleOne(sandbox: Sandbox, resource: Resource, pick: number): void {
  if (resource !== "balance_transaction") return;
  const pending = sandbox.all(resource).filter(({ status }) => status === "pending");
  const found = pending[pick % Math.max(1, pending.length)];
  if (found !== undefined) sandbox.update(found.id, { status: "available" });
}

async function perform(step: Step, { sandbox, kept, resource, wait }: { sandbox: Sandbox; kept: KeptTable; resource: Resource; wait: (ms: number) => Promise<void> }): Promise<void> {
  switch (step.do) {
    case "change":
      for (let time = 0; time < step.times; time++) sandbox.mutate([resource]);
      return;
    case "wait":
      return wait(step.seconds * 1_000);
    case "settle":
      return settleOne(sandbox, resource, step.pick);
    case "refresh":
      await kept.refresh();
  }
}

describe("refreshing by what changed", () => {
  test("gives what a full scan gives, whatever happens between, however late it can be listed, and however wrong our clock is", async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ seed, resource, ourClockIsOffBy, steps: all }) => {
        const { clock, sandbox, client, now } = world(seed, ourClockIsOffBy);
        const table = tableOf[resource];
        const kept = keepTable({ table, client, now });
        const wait = (ms: number): Promise<void> => clock.advance(ms);
        sandbox.mutate([resource]);
        await kept.load();
        for (const step of all) await perform(step, { sandbox, kept, resource, wait });
        await wait(lagSeconds * 1_000);
        await kept.refresh();
        expect(Object.fromEntries(kept.rows())).toEqual(Object.fromEntries(await scanned(client, table)));
      }),
      { numRuns },
    );
  }, numRuns * 600);

  test("takes one request when nothing changed, even just after a listing, and one more for each row that did", async () => {
    const { sandbox, client, now, clock } = world(7, 0);
    const kept = keepTable({ table: "charges", client, now });
    await kept.load();
    expect((await kept.refresh()).requests).toBe(1);
    await clock.advance(2 * hour);
    const changed = sandbox.all("charge").slice(20, 70);
    for (const { id } of changed) sandbox.update(id, { metadata: { audited: "yes" } });
    await clock.advance(lagSeconds * 1_000);
    expect(await kept.refresh()).toMatchObject({ requests: 51, changes: { kind: "changes" } });
    expect((await kept.refresh()).requests).toBe(1);
    expect(Object.fromEntries(kept.rows())).toEqual(Object.fromEntries(await scanned(client, "charges")));
  });

  test("reads events over several pages, many of them in one second", async () => {
    const { sandbox, client, now, clock } = world(8, 0);
    const kept = keepTable({ table: "customers", client, now });
    await kept.load();
    await clock.advance(hour);
    for (let time = 0; time < 250; time++) sandbox.mutate(["customer"]);
    await clock.advance(lagSeconds * 1_000);
    const { requests, changes } = await kept.refresh();
    expect(changes.kind).toBe("changes");
    expect(requests).toBeGreaterThan(3);
    expect(Object.fromEntries(kept.rows())).toEqual(Object.fromEntries(await scanned(client, "customers")));
  });

  test("sees the dispute in its charge, and the refund that failed", async () => {
    const { sandbox, client, now, clock } = world(9, 0);
    const kept = keepTable({ table: "charges", client, now });
    await kept.load();
    await clock.advance(hour);
    const refund = sandbox.all("refund").find(({ charge }) => typeof charge === "string")!;
    const charge = String(refund["charge"]);
    sandbox.update(refund.id, { status: "failed" });
    await clock.advance(lagSeconds * 1_000);
    expect(await kept.refresh()).toMatchObject({ changes: { objects: [{ id: charge }] } });
  });

  test("lists everything again with a key that may not read events, and says so", async () => {
    const { sandbox, now } = world(10, 0);
    const client = clientOf(sandbox, "rk_test_charges");
    const kept = keepTable({ table: "customers", client, now });
    await kept.load();
    sandbox.remove(sandbox.all("customer")[3]!.id);
    const { requests, changes } = await kept.refresh();
    expect({ requests, changes }).toEqual({ requests: 0, changes: { kind: "reload", why: expect.stringContaining('"event: read"') } });
    expect(Object.fromEntries(kept.rows())).toEqual(Object.fromEntries(await scanned(client, "customers")));
  });
});
