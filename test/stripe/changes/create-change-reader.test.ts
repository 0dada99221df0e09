import { describe, expect, test } from "@jest/globals";
import { catalogApiVersion } from "../../../src/catalog/catalog";
import { refreshOf } from "../../../src/catalog/table-refresh";
import type { HttpReply } from "../../../src/platform/ports";
import type { JsonObject } from "../../../src/stripe/json-object";
import { json, reading, refusal } from "../stripe-fake";
import { allPlans, planOf } from "./kept-table";
import { type Asked, day, event, type EventInit, list, noon, read, readerOver } from "./scripted-reader";

const mayNotReadEvents = (): HttpReply =>
  refusal(403, { message: "The provided key 'rk_test_*' does not have the required permissions. Having the 'rak_event_read' permission would allow this." });
const customer = (id: string, fields: object = {}): JsonObject => ({ id, object: "customer", ...fields });
const updated = (id: string, more: Partial<EventInit> = {}) => event({ id: `evt_${id}`, type: "customer.updated", object: customer(id), ...more });

describe("a mark", () => {
  test("is the time of the newest event, by Stripe's clock", async () => {
    const { reader, paths } = readerOver({ "/v1/events": list([event({ type: "payout.paid", at: noon - 5, object: {} })], true) });
    expect(await reader.mark(planOf("customers"), noon * 1_000, reading())).toEqual({ newest: noon - 5, settled: new Set(), takenAt: noon * 1_000 });
    expect(paths()).toEqual(["/v1/events?limit=1"]);
  });

  test("is of the moment when the listing began, however much later it is taken", async () => {
    const { reader, ours } = readerOver({ "/v1/events": list([event({ type: "payout.paid", at: noon + 58, object: {} })]) });
    ours.now += 59_500;
    expect(await reader.mark(planOf("customers"), noon * 1_000, reading())).toMatchObject({ newest: noon - 2, takenAt: noon * 1_000 });
    ours.now -= 7_200_000;
    expect(await reader.mark(planOf("customers"), noon * 1_000, reading())).toMatchObject({ newest: noon + 58 });
  });

  test("knows that there was no event yet", async () => {
    const { reader } = readerOver({});
    expect(await reader.mark(planOf("customers"), noon * 1_000, reading())).toMatchObject({ newest: null });
  });

  test("takes no request for tables whose rows are only added, and is not there for those that are always listed", async () => {
    const { reader, paths } = readerOver({});
    for (const plan of allPlans()) {
      const { kind } = refreshOf(plan.catalog);
      if (kind !== "events") expect([plan.table.name, (await reader.mark(plan, noon * 1_000, reading())) !== null]).toEqual([plan.table.name, kind === "appended"]);
    }
    expect(paths()).toEqual([]);
  });

  test("is not there where the key may not read events, and the key is asked again after an hour only", async () => {
    const over = readerOver({ "/v1/events": mayNotReadEvents });
    expect(await over.reader.mark(planOf("customers"), noon * 1_000, reading())).toBeNull();
    expect(await read(over, { mark: null })).toEqual({
      kind: "reload",
      why: 'Stripe\'s events, which tell what changed, cannot be read. The key may not read this: it lacks the permission "event: read".',
    });
    over.ours.now += 3_599_000;
    expect(await over.reader.mark(planOf("charges"), noon * 1_000, reading())).toBeNull();
    expect(over.paths()).toHaveLength(1);
    over.ours.now += 2_000;
    expect(await over.reader.mark(planOf("charges"), noon * 1_000, reading())).toBeNull();
    expect(over.paths()).toHaveLength(2);
  });

  test("is not there while events cannot be had, so that rows come all the same; the next time they are asked for again", async () => {
    let broken = true;
    const over = readerOver({ "/v1/events": () => (broken ? refusal(400, { message: "Not now" }) : list([])) });
    expect(await over.reader.mark(planOf("customers"), noon * 1_000, reading())).toBeNull();
    expect(await read(over, { mark: null })).toEqual({
      kind: "reload",
      why: "Stripe's events, which tell what changed, cannot be read. Stripe refused the request: Not now.",
    });
    broken = false;
    expect(await over.reader.mark(planOf("customers"), noon * 1_000, reading())).not.toBeNull();
  });

  test("fails with a key that is no longer good, and when cancelled", async () => {
    const { reader } = readerOver({ "/v1/events": refusal(401, { message: "Invalid API Key provided" }) });
    await expect(reader.mark(planOf("customers"), noon * 1_000, reading())).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    await expect(reader.mark(planOf("customers"), noon * 1_000, reading(AbortSignal.abort()))).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

describe("changes by events", () => {
  test("ask for the types of the table from ten minutes before the mark, which is one request when nothing changed", async () => {
    const over = readerOver({});
    expect(await read(over)).toEqual({ kind: "changes", objects: [], gone: [], mark: { newest: noon, settled: new Set(), takenAt: noon * 1_000 } });
    expect(over.paths()).toEqual([
      `/v1/events?limit=100&created[gte]=${noon - 600}` +
        ["created", "deleted", "updated", "discount.created", "discount.deleted", "discount.updated"].map((type) => `&types[]=customer.${type}`).join(""),
    ]);
  });

  test("ask for all events where there was none at the mark", async () => {
    const over = readerOver({});
    await read(over, { mark: { newest: null } });
    expect(over.paths()[0]).not.toContain("created[gte]");
  });

  test("read each changed row once, with what the columns need expanded", async () => {
    const charge = (id: string, fields: object = {}): JsonObject => ({ id, object: "charge", ...fields });
    const told = (key: string, id: string) => event({ id, type: "charge.updated", object: charge(key) });
    const over = readerOver({
      "/v1/events": list([told("ch_1", "evt_3"), told("ch_2", "evt_2"), told("ch_1", "evt_1")]),
      "/v1/charges/ch_1": json(charge("ch_1", { description: "A" })),
      "/v1/charges/ch_2": json(charge("ch_2", { description: "B" })),
    });
    const changes = await read(over, { table: "charges", columns: ["id", "refunds"] });
    expect(changes).toMatchObject({ objects: [{ description: "A" }, { description: "B" }], gone: [] });
    expect(over.paths().slice(1)).toEqual(["/v1/charges/ch_1?expand[]=refunds", "/v1/charges/ch_2?expand[]=refunds"]);
  });

  test("go on from the newest event that was seen, and settle what stays within the overlap", async () => {
    const events = [updated("cus_1", { id: "evt_new", at: noon + 1_000 }), updated("cus_2", { id: "evt_edge", at: noon + 400 }), updated("cus_3", { id: "evt_old", at: noon + 399 })];
    const over = readerOver({
      "/v1/events": list(events),
      "/v1/customers/cus_1": json(customer("cus_1")),
      "/v1/customers/cus_2": json(customer("cus_2")),
      "/v1/customers/cus_3": json(customer("cus_3")),
    });
    over.ours.now += 5_000;
    expect(await read(over)).toMatchObject({ mark: { newest: noon + 1_000, settled: new Set(["evt_new", "evt_edge"]), takenAt: over.ours.now } });
  });

  test("leave alone what is settled", async () => {
    const over = readerOver({ "/v1/events": list([updated("cus_1", { id: "evt_1" })]) });
    expect(await read(over, { mark: { settled: new Set(["evt_1"]) } })).toMatchObject({ objects: [], mark: { settled: new Set(["evt_1"]) } });
    expect(over.paths()).toHaveLength(1);
  });

  test("take deleted rows away without reading them, whichever of their events is listed first", async () => {
    const gone = event({ id: "evt_gone", type: "customer.deleted", object: customer("cus_1") });
    for (const events of [[gone, updated("cus_1")], [updated("cus_1"), gone]]) {
      const over = readerOver({ "/v1/events": list(events) });
      expect(await read(over)).toMatchObject({ objects: [], gone: ["cus_1"] });
      expect(over.paths()).toHaveLength(1);
    }
  });

  test("know a deletion that was settled, when an event from before it is listed late", async () => {
    const gone = event({ id: "evt_gone", type: "customer.deleted", object: customer("cus_1") });
    const over = readerOver({ "/v1/events": list([gone, updated("cus_1")]) });
    expect(await read(over, { mark: { settled: new Set(["evt_gone"]) } })).toMatchObject({ gone: ["cus_1"] });
    expect(over.paths()).toHaveLength(1);
  });

  test("take rows away that are not there when read, and ask for them once more", async () => {
    const over = readerOver({
      "/v1/events": list([updated("cus_1"), updated("cus_2")]),
      "/v1/customers/cus_1": json({ id: "cus_1", object: "customer", deleted: true }),
      "/v1/customers/cus_2": refusal(404, { code: "resource_missing", message: "No such customer: 'cus_2'" }),
    });
    expect(await read(over)).toMatchObject({ objects: [], gone: ["cus_1", "cus_2"], mark: { settled: new Set() } });
  });

  test("keep an ended subscription, although its event is called deleted", async () => {
    const ended = { id: "sub_1", object: "subscription", status: "canceled" };
    const over = readerOver({
      "/v1/events": list([event({ type: "customer.subscription.deleted", object: ended })]),
      "/v1/subscriptions/sub_1": json(ended),
    });
    expect(await read(over, { table: "subscriptions" })).toMatchObject({ objects: [ended], gone: [] });
  });

  test("find the charge that a dispute or a failed refund changes, named or shown whole", async () => {
    const over = readerOver({
      "/v1/events": list([
        event({ id: "evt_1", type: "charge.dispute.created", object: { id: "du_1", charge: "ch_1" } }),
        event({ id: "evt_2", type: "refund.failed", object: { id: "re_1", charge: { id: "ch_2", object: "charge" } } }),
        event({ id: "evt_3", type: "refund.updated", object: { id: "re_2", charge: null } }),
      ]),
      "/v1/charges/ch_1": json({ id: "ch_1", disputed: true }),
      "/v1/charges/ch_2": json({ id: "ch_2" }),
    });
    expect(await read(over, { table: "charges" })).toMatchObject({ objects: [{ id: "ch_1", disputed: true }, { id: "ch_2" }] });
  });

  test("leave new objects of test clocks out, as lists do, unless the list had them", async () => {
    const over = readerOver({
      "/v1/events": list([updated("cus_1"), updated("cus_2")]),
      "/v1/customers/cus_1": json(customer("cus_1", { test_clock: "clock_1" })),
      "/v1/customers/cus_2": json(customer("cus_2", { test_clock: "clock_1" })),
    });
    expect(await read(over, { kept: [customer("cus_2", { name: "old" })] })).toMatchObject({ objects: [{ id: "cus_2" }], gone: [] });
  });
});

describe("a row that an event shows as it is kept", () => {
  const kept = customer("cus_1", { name: "A", metadata: { a: "1" }, created: noon, address: { city: "Ulm" } });
  const shown = (more: Partial<EventInit> = {}) => updated("cus_1", { object: kept, version: catalogApiVersion, ...more });
  const requests = async (events: readonly object[], asked: Asked = {}) => {
    const over = readerOver({ "/v1/events": list(events), "/v1/customers/cus_1": json(kept) });
    await read(over, { kept: [kept], ...asked });
    return over.paths().length;
  };

  test("is not read again", async () => {
    expect(await requests([shown()])).toBe(1);
    expect(await requests([shown(), shown({ id: "evt_older", at: noon - 1, object: customer("cus_1", { name: "before" }) })])).toBe(1);
    expect(await requests([shown()], { columns: ["id", "metadata"] })).toBe(1);
  });

  test("is read again when anything differs, or only seems the same", async () => {
    expect(await requests([shown({ object: { ...kept, address: { city: "Bonn" } } })])).toBe(2);
    expect(await requests([shown({ object: { ...kept, metadata: { a: "2" } } })], { columns: ["id", "metadata"] })).toBe(2);
    expect(await requests([shown(), shown({ id: "evt_same_second", object: customer("cus_1", { name: "other" }) })])).toBe(2);
    expect(await requests([shown({ version: "2020-08-27" })])).toBe(2);
    expect(await requests([shown()], { kept: [] })).toBe(2);
    expect(await requests([shown(), event({ id: "evt_2", type: "customer.discount.created", object: { customer: "cus_1" } })])).toBe(2);
  });
});

test("a charge whose refunds are kept is read again, as events do not show them", async () => {
  const charge = { id: "ch_1", object: "charge", amount: 5 };
  const shown = event({ type: "charge.updated", object: charge, version: catalogApiVersion });
  const requests = async (columns: readonly string[]) => {
    const over = readerOver({ "/v1/events": list([shown]), "/v1/charges/ch_1": json(charge) });
    await read(over, { table: "charges", kept: [charge], columns });
    return over.paths().length;
  };
  expect([await requests(["id"]), await requests(["id", "refunds"])]).toEqual([1, 2]);
});

describe("everything is listed again", () => {
  test.each([
    ["balance", "It is one object, which is read at once."],
    ["invoice_line_items", "Stripe does not announce changes of what belongs to another object."],
    ["payment_intents", "Stripe does not announce edits of payment intents."],
  ])("for %s, without a request", async (table, why) => {
    const over = readerOver({});
    expect(await read(over, { table, mark: null })).toEqual({ kind: "reload", why });
    expect(over.paths()).toEqual([]);
  });

  test.each([
    ["customers", "subscriptions"],
    ["customers", "cash_balance_available"],
    ["invoices", "payments"],
  ])("for %s with the column %s, which changes without an event about the row", async (table, column) => {
    const over = readerOver({});
    const why = `Stripe does not announce changes of what the column ${column} shows.`;
    expect(await read(over, { table, columns: ["id", column] })).toEqual({ kind: "reload", why });
    expect(over.paths()).toEqual([]);
  });

  test("when the mark is older than 25 days by the difference of our clock, right or wrong", async () => {
    const over = readerOver({}, 1_000 * day);
    const takenAt = (days: number) => read(over, { mark: { takenAt: over.ours.now - days * day * 1_000 } });
    expect(await takenAt(25)).toMatchObject({ kind: "changes" });
    expect(over.paths()).toHaveLength(1);
    expect(await takenAt(25.01)).toEqual({
      kind: "reload",
      why: "The rows are more than 25 days old, and Stripe keeps the events that tell what changed for 30 days only.",
    });
    expect(over.paths()).toHaveLength(1);
  });

  test("when reading the changed rows takes more requests than listing all", async () => {
    const over = readerOver({ "/v1/events": list([updated("cus_1"), updated("cus_2"), updated("cus_3")]) });
    expect(await read(over, { listRequests: 2 })).toEqual({
      kind: "reload",
      why: "3 rows have changed, and listing all rows takes fewer requests than reading each of them.",
    });
    expect(over.paths()).toHaveLength(1);
  });

  test("when the events alone take more requests than listing all", async () => {
    let page = 0;
    const over = readerOver({ "/v1/events": () => list([updated(`cus_${++page}`)], true) });
    expect(await read(over, { listRequests: 2 })).toEqual({
      kind: "reload",
      why: "So much has happened that listing all rows takes fewer requests than reading what changed.",
    });
    expect(over.paths()).toHaveLength(3);
  });

  test("when a new price could be one that lists leave out; a known one is read", async () => {
    const price = { id: "price_1", object: "price", active: true };
    const over = readerOver({ "/v1/events": list([event({ type: "price.updated", object: price })]), "/v1/prices/price_1": json(price) });
    expect(await read(over, { table: "prices" })).toEqual({
      kind: "reload",
      why: "There are new objects, and only the list tells which of them belong to it.",
    });
    expect(await read(over, { table: "prices", kept: [{ ...price, active: false }] })).toMatchObject({ objects: [price] });
  });

  test("when the key may no longer read events", async () => {
    const over = readerOver({ "/v1/events": mayNotReadEvents });
    expect(await read(over)).toMatchObject({ kind: "reload", why: expect.stringContaining('lacks the permission "event: read"') });
  });

  test.each([
    [400, "Stripe refused the request: Nothing here."],
    [404, "Nothing here."],
  ])("when events are answered with %i", async (status, sentence) => {
    const over = readerOver({ "/v1/events": refusal(status, { message: "Nothing here." }) });
    expect(await read(over)).toEqual({ kind: "reload", why: `Stripe's events, which tell what changed, cannot be read. ${sentence}` });
  });

  test("never because Stripe cannot answer, as it would not answer the list either", async () => {
    const over = readerOver({ "/v1/events": refusal(500, { message: "down" }, { "stripe-should-retry": "false" }) });
    await expect(read(over)).rejects.toMatchObject({ code: "STRIPE_UNAVAILABLE" });
  });

  test("never because a row could not be read: that is the failure", async () => {
    const over = readerOver({ "/v1/events": list([updated("cus_1")]), "/v1/customers/cus_1": refusal(403, { message: "no" }) });
    await expect(read(over)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
