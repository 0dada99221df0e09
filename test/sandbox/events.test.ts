import { describe, expect, test } from "@jest/globals";

import { eventTypesOf, resourcesWithEvents } from "../../src/catalog/table-refresh";
import type { Fields } from "../../src/sandbox/changes";
import type { Sandbox } from "../../src/sandbox/sandbox";
import { ask, pageThrough, smallSandbox } from "./ask";
import { handClock } from "./hand-clock";

const knownTypes = new Set(resourcesWithEvents().flatMap(eventTypesOf));
const newest = (sandbox: Sandbox, count: number): readonly string[] => sandbox.all("event").slice(0, count).map(({ type }) => String(type));
const firstWith = (sandbox: Sandbox, resource: string, fields: Fields): string =>
  sandbox.all(resource).find((object) => Object.entries(fields).every(([name, value]) => object[name] === value))?.id ?? "";

/** A sandbox in whose present nothing was told yet. */
const quiet = (): Sandbox => smallSandbox({ clock: { now: () => 90_000, sleep: () => Promise.resolve() } });

describe("events", () => {
  test("are of types that Stripe has, the generated ones and those of changes", () => {
    const sandbox = smallSandbox();
    for (let step = 0; step < 100; step++) sandbox.mutate(["charge", "customer", "invoice", "subscription", "payout", "refund", "price"]);
    expect(sandbox.all("event").filter(({ type }) => !knownTypes.has(String(type)))).toEqual([]);
  });

  test.each<[string, { readonly was: Fields; readonly is: Fields }, readonly string[]]>([
    ["charge", { was: { captured: false }, is: { captured: true } }, ["charge.captured", "charge.updated"]],
    ["charge", { was: { amount_refunded: 0 }, is: { amount_refunded: 10 } }, ["charge.refunded", "charge.updated"]],
    ["subscription", { was: { status: "active" }, is: { status: "past_due" } }, ["customer.subscription.updated"]],
    ["subscription", { was: { status: "active" }, is: { status: "canceled" } }, ["customer.subscription.deleted"]],
    ["invoice", { was: { status: "open" }, is: { status: "paid" } }, ["invoice.paid", "invoice.updated"]],
    ["invoice", { was: { status: "open" }, is: { status: "void" } }, ["invoice.updated", "invoice.voided"]],
    ["payout", { was: { status: "paid" }, is: { status: "failed" } }, ["payout.failed", "payout.updated"]],
    ["payment_intent", { was: { status: "requires_capture" }, is: { status: "succeeded" } }, ["payment_intent.succeeded"]],
    ["payment_intent", { was: { status: "succeeded" }, is: { metadata: { a: "b" } } }, []],
    ["dispute", { was: { status: "needs_response" }, is: { status: "won" } }, ["charge.dispute.closed", "charge.dispute.updated"]],
    ["customer", { was: { balance: 0 }, is: { name: "Zed" } }, ["customer.updated"]],
    ["balance_transaction", { was: { status: "available" }, is: { description: "x" } }, []],
  ])("tell of a %s what it was and is: %j", (resource, { was, is }, types) => {
    const sandbox = smallSandbox();
    const before = sandbox.all("event").length;
    sandbox.update(firstWith(sandbox, resource, was), is);
    expect([...newest(sandbox, sandbox.all("event").length - before)].sort()).toEqual(types);
  });

  test("tell what fields were, and nothing where nothing changed", () => {
    const sandbox = quiet();
    const [customer] = sandbox.all("customer");
    const before = sandbox.all("event").length;
    sandbox.update(customer?.id ?? "", { name: customer?.["name"], balance: 5 });
    expect(sandbox.all("event")[0]?.["data"]).toMatchObject({ object: { balance: 5 }, previous_attributes: { balance: 0 } });
    expect(Object.keys((sandbox.all("event")[0]?.["data"] as { previous_attributes: object }).previous_attributes)).toEqual(["balance"]);
    sandbox.update(customer?.id ?? "", { balance: 5 });
    expect(sandbox.all("event")).toHaveLength(before + 1);
  });

  test("show the object as the change left it, also after later changes", async () => {
    const sandbox = quiet();
    const { id } = sandbox.create("customer", { name: "First" });
    sandbox.update(id, { name: "Second" });
    const { body } = await ask(sandbox, "/v1/events?types[]=customer.created&types[]=customer.updated&limit=2");
    expect(body.data.map(({ type, data }) => [type, (data as { object: { name: string } }).object.name])).toEqual([
      ["customer.updated", "Second"],
      ["customer.created", "First"],
    ]);
    const single = await ask(sandbox, `/v1/events/${body.data[0]?.id ?? ""}`);
    expect(single.body).toEqual(body.data[0]);
  });

  test("are listed by type, by wildcard, by several types, by time and by delivery", async () => {
    const sandbox = smallSandbox();
    const listed = async (query: string): Promise<readonly string[]> => pageThrough(sandbox, `/v1/events?${query}`);
    const where = (holds: (type: string, created: number) => boolean): readonly string[] =>
      sandbox.all("event").filter(({ type, created }) => holds(String(type), Number(created))).map(({ id }) => id);
    const middle = Number(sandbox.all("event")[20]?.["created"]);
    expect(await listed("type=charge.succeeded")).toEqual(where((type) => type === "charge.succeeded"));
    expect(await listed("type=charge.*")).toEqual(where((type) => type.startsWith("charge.")));
    const both = ["payout.created", "invoice.paid"];
    expect(await listed(both.map((type) => `types[]=${type}`).join("&"))).toEqual(where((type) => both.includes(type)));
    expect(await listed(`created[gte]=${middle}`)).toEqual(where((_type, created) => created >= middle));
    expect(await listed("delivery_success=false")).toEqual([]);
  });

  test.each([
    ["more than 20 types", Array.from({ length: 21 }, () => "types[]=charge.succeeded").join("&")],
    ["both type and types", "type=charge.succeeded&types[]=charge.failed"],
  ])("are not listed by %s", async (_what, query) => {
    const { status, body } = await ask(smallSandbox(), `/v1/events?${query}`);
    expect([status, body.error.param]).toEqual([400, "types"]);
  });

  test("go after 30 days, from the list and one by one", async () => {
    const clock = handClock();
    const sandbox = smallSandbox({ clock });
    const { id } = sandbox.create("customer", {});
    const [event] = sandbox.all("event");
    const listed = async (): Promise<boolean> => (await pageThrough(sandbox, "/v1/events")).includes(event?.id ?? "");
    expect(await listed()).toBe(true);
    clock.advance(30 * 86_400_000 + 1_000);
    expect(await listed()).toBe(false);
    expect((await ask(sandbox, `/v1/events/${event?.id ?? ""}`)).status).toBe(404);
    expect((await ask(sandbox, `/v1/customers/${id}`)).status).toBe(200);
  });
});
