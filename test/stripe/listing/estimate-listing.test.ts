import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { estimateListing } from "../../../src/stripe/listing/estimate-listing";
import type { Listing } from "../../../src/stripe/listing/listing";
import type { Conditions } from "../../../src/table/row-source";
import { clientOver, reading } from "../stripe-fake";
import { everything, listingOf, openClient, serveTimes } from "./dated-list";
import { list } from "./listing-server";
import { createTimeline } from "./timeline";

const start = Date.UTC(2026, 0, 1) / 1000;
const everyHour = (count: number): number[] => Array.from({ length: count }, (_, index) => start - index * 3600);

async function estimateOf(times: readonly number[], conditions: Conditions = everything) {
  const timeline = createTimeline();
  const { send, sent } = serveTimes(times, timeline);
  const listing = listingOf("charges", ["id"], { conditions });
  const estimate = await timeline.run(estimateListing(openClient(send, timeline), listing, reading()));
  return { ...estimate, asked: sent.length };
}

describe("estimateListing", () => {
  test("sends nothing without a client, and says what Stripe would be asked with", async () => {
    const conditions = { equals: { status: "active", customer: "cus_1" }, ranges: { created: { gte: "2026-01-01" } } };
    const sent = async (table: string, given: Partial<Listing> = {}) => (await estimateListing(null, listingOf(table, ["id"], given), null)).sent;
    expect(await estimateListing(null, listingOf("charges", ["id"]), null)).toEqual({ requests: null, rows: null, basis: "unknown", sent: [] });
    expect(await sent("subscriptions")).toEqual(["status=all"]);
    expect([...(await sent("subscriptions", { conditions }))].sort()).toEqual(["created[gte]=1767225600", "customer=cus_1", "status=active"]);
    expect(await sent("prices")).toEqual(["active=true", "active=false"]);
    expect(await sent("customer_tax_ids", { conditions })).toEqual(["customer=cus_1"]);
  });

  test("one page tells all of a small table", async () => {
    expect(await estimateOf(everyHour(42))).toMatchObject({ requests: { least: 1, most: 1 }, rows: { least: 42, most: 42 }, basis: "probed", asked: 1 });
  });

  test("two pages give a range for a large one, and no upper end where nobody knows how old it is", async () => {
    const large = await estimateOf(everyHour(100_000));
    expect(large).toMatchObject({ rows: { most: null }, asked: 2 });
    expect(large.requests?.least).toBeGreaterThan(10);
    const { requests } = await estimateOf(everyHour(1_000));
    expect(requests?.least).toBeLessThanOrEqual(10);
    expect(requests?.most).toBeGreaterThanOrEqual(10);
  });

  test("a condition on the creation time bounds it", async () => {
    const conditions = { equals: {}, ranges: { created: { gte: "2025-01-01" } } };
    const { requests } = await estimateOf(everyHour(100_000), conditions);
    expect(requests?.least).toBeGreaterThan(20);
    expect(requests?.least).toBeLessThanOrEqual(88);
    expect(requests?.most).toBeGreaterThanOrEqual(88);
    expect(requests?.most).toBeLessThan(400);
  });

  test("never takes more than two requests, and holds for evenly spread rows", async () => {
    const counts = fc.integer({ min: 0, max: 5_000 });
    await fc.assert(
      fc.asyncProperty(counts, fc.integer({ min: 1, max: 100_000 }), async (count, step) => {
        const { requests, rows, asked } = await estimateOf(Array.from({ length: count }, (_, index) => start - index * step));
        expect(asked).toBeLessThanOrEqual(2);
        expect(rows?.least).toBeLessThanOrEqual(count);
        expect(rows?.most ?? Infinity).toBeGreaterThanOrEqual(count);
        expect(requests?.least).toBeLessThanOrEqual(Math.max(1, Math.ceil(count / 100)));
      }),
      { numRuns: 40 },
    );
  });

  test("a nested table takes a list for each parent", async () => {
    const { client, sent } = clientOver(() => list([{ id: "cus_1", created: 2 }, { id: "cus_2", created: 1 }]));
    const { requests, rows } = await estimateListing(client, listingOf("customer_tax_ids", ["id"]), reading());
    expect(sent).toHaveLength(1);
    expect(requests).toEqual({ least: 1, most: null });
    expect(rows).toBeNull();
    const cash = await estimateListing(client, listingOf("customer_cash_balance_transactions", ["id"]), reading());
    expect(cash.requests).toEqual({ least: 3, most: null });
  });

  test("what needs no list is known without asking", async () => {
    const { client, sent } = clientOver(() => list([]));
    expect(await estimateListing(client, listingOf("balance", ["livemode"]), reading())).toMatchObject({ requests: { least: 1, most: 1 } });
    const conditions = { equals: { customer: ".." }, ranges: {} };
    expect(await estimateListing(client, listingOf("customer_tax_ids", ["id"], { conditions }), reading())).toMatchObject({ requests: { least: 0, most: 0 } });
    expect(sent).toEqual([]);
  });
});
