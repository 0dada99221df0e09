import { describe, expect, test } from "@jest/globals";
import { findCatalogTable } from "../../../src/catalog/catalog";
import { judgementOf } from "../../../src/catalog/judgement";
import type { HttpReply, HttpRequest } from "../../../src/platform/ports";
import { createDecoders } from "../../../src/stripe/decode-value";
import { declareTable, type TablePlan } from "../../../src/stripe/declare-table";
import type { Listing } from "../../../src/stripe/listing/listing";
import { createSearch } from "../../../src/stripe/search/create-search";
import { createTimeZone } from "../../../src/stripe/time-zone";
import { unconditional } from "../../../src/table/conditions";
import type { PartialReason } from "../../../src/table/query-result";
import type { Freshness, Narrowing, ReadContext } from "../../../src/table/row-source";
import { clientOver, json, reading, refusal } from "../stripe-fake";

const fiveMinutes: Freshness = { maxAgeMs: 300_000 };
const named: Narrowing = { ...unconditional, contains: { name: "acme" }, metadata: {} };

function plan(name: string): TablePlan {
  const zone = createTimeZone("UTC");
  const catalog = findCatalogTable(name)!;
  return declareTable(catalog, judgementOf(catalog), { zone, decoders: createDecoders(zone), tableOf: () => undefined, search: true });
}

const customers: Listing = { plan: plan("customers"), conditions: unconditional, columns: [], extent: "all" };

/** Searches over a scripted server, and what was told and sent meanwhile. */
function search(answer: (request: HttpRequest, number: number) => HttpReply) {
  const { client, sent } = clientOver(answer);
  const reasons: PartialReason[] = [];
  const context: ReadContext = { ...reading(), freshness: fiveMinutes, onPartial: (reason) => reasons.push(reason) };
  return { run: createSearch(client), sent, reasons, context };
}

function found(...rows: readonly (readonly [id: string, created: number])[]): object {
  return { object: "search_result", has_more: false, data: rows.map(([id, created]) => ({ id, object: "customer", created })) };
}

describe("a search", () => {
  test("asks for full pages by the search's own address, and how many there are", async () => {
    const { run, sent, context } = search(() => json(found()));
    await run(customers, named, context);
    const url = new URL(sent[0]!.url);
    expect([url.pathname, [...url.searchParams]]).toEqual([
      "/v1/customers/search",
      [["query", 'name~"acme"'], ["limit", "100"], ["expand[]", "total_count"]],
    ]);
  });

  test("expands what the columns need", async () => {
    const { run, sent, context } = search(() => json(found()));
    const sources = customers.plan.columns.get("sources");
    await run({ ...customers, columns: [sources!] }, named, context);
    expect(new URL(sent[0]!.url).searchParams.getAll("expand[]")).toEqual(["total_count", "data.sources"]);
  });

  test("reads page after page, each object once, and gives them newest first", async () => {
    const pages = [
      { ...found(["cus_1", 10], ["cus_2", 30]), has_more: true, next_page: "p2" },
      found(["cus_2", 30], ["cus_3", 20]),
    ];
    const { run, sent, context } = search((_request, number) => json(pages[number - 1]));
    const page = await run(customers, named, context);
    expect(page?.objects.map(({ id }) => id)).toEqual(["cus_2", "cus_3", "cus_1"]);
    expect(sent.map(({ url }) => new URL(url).searchParams.get("page"))).toEqual([null, "p2"]);
  });

  test("tells that rows may be missing, even when it finds none", async () => {
    const { run, reasons, context } = search(() => json(found()));
    expect(await run(customers, named, context)).toEqual({ objects: [], asked: {} });
    expect(reasons.map(({ code }) => code)).toEqual(["SEARCH_LAG"]);
    expect(reasons[0]?.message).toContain("the search index may lag");
  });
});

describe("the rows are listed instead", () => {
  test.each([
    ["when there are more than a list reads as quickly", () => json({ ...found(["cus_1", 1]), has_more: true, next_page: "p", total_count: 2001 }), 1],
    ["when pages do not end", (_request: HttpRequest, n: number) => json({ ...found([`cus_${n}`, n]), has_more: true, next_page: `p${n}` }), 20],
    ["when the server does not say where to go on", () => json({ ...found(["cus_1", 1]), has_more: true }), 1],
    ["where Stripe offers no search", () => refusal(400, { message: "Search is not available in your country." }), 1],
    ["when the key may not search", () => refusal(403, { message: "The provided key does not have the required permissions." }), 1],
  ])("%s", async (_why, answer, requests) => {
    const { run, sent, reasons, context } = search(answer);
    expect(await run(customers, named, context)).toBeNull();
    expect([sent.length, reasons]).toEqual([requests, []]);
  });

  test.each([
    ["at a refresh", { maxAgeMs: 0 }],
    ["when everything is to be loaded again", { ...fiveMinutes, reload: true as const }],
    ["when nobody said that rows may be old", undefined],
  ])("%s, without a request", async (_why, freshness) => {
    const { run, sent, context } = search(() => json(found()));
    const { signal, onRequest } = context;
    const asked: ReadContext = { signal, onRequest, ...(freshness === undefined ? {} : { freshness }) };
    expect([await run(customers, named, asked), sent]).toEqual([null, []]);
  });

  test("when a search would not pay, without a request", async () => {
    const { run, sent, context } = search(() => json(found()));
    const conditions = { ...unconditional, equals: { email: "a@b.io" } };
    expect([await run({ ...customers, conditions }, named, context), sent]).toEqual([null, []]);
  });
});

test("what has nothing to do with searching is an error: a key that was revoked", async () => {
  const { run, context } = search(() => refusal(401, { message: "Expired API Key provided" }));
  await expect(run(customers, named, context)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
});

test("a reply that is no search result is an error", async () => {
  const { run, context } = search(() => json({ object: "customer" }));
  await expect(run(customers, named, context)).rejects.toMatchObject({ code: "STRIPE_UNAVAILABLE" });
});
