import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import type { ApiObject } from "../../../src/sandbox/api-object";
import { inside, timeOf } from "../../../src/sandbox/store/fields";
import type { Sandbox } from "../../../src/sandbox/sandbox";
import { ask, smallSandbox } from "../ask";
import { handClock } from "../hand-clock";

const sandbox = smallSandbox();
const lower = (value: unknown): string => String(value).toLowerCase();
const address = (resource: string, query: string, more = ""): string => `/v1/${resource}/search?query=${encodeURIComponent(query)}${more}`;
const search = (resource: string, query: string, more = "&limit=100") => ask(sandbox, address(resource, query, more));
const searched = async (resource: string, query: string): Promise<readonly string[]> =>
  (await search(resource, query)).body.data.map((row) => row.id);
const truth = (resource: string, holds: (object: ApiObject) => boolean): readonly string[] =>
  sandbox.all(resource).filter(holds).slice(0, 100).map(({ id }) => id);

const someEmail = String(sandbox.all("customer")[3]?.["email"]);
const somePrice = sandbox.all("price")[0];

/** What a search must find. */
type Truth = { readonly resource: string; readonly holds: (object: ApiObject) => boolean };

describe("a search", () => {
  test.each<[string, string, Truth]>([
    ["customers", `email:"${someEmail.toUpperCase()}"`, { resource: "customer", holds: ({ email }) => email === someEmail }],
    ["customers", 'email~"ADA"', { resource: "customer", holds: ({ email }) => lower(email).includes("ada") }],
    ["customers", 'metadata["channel"]:"web"', { resource: "customer", holds: (object) => inside(object, "metadata", "channel") === "web" }],
    ["customers", '-metadata["crm_id"]:null', { resource: "customer", holds: (object) => inside(object, "metadata", "crm_id") !== undefined }],
    ["customers", "phone:null", { resource: "customer", holds: ({ phone }) => phone === null }],
    ["charges", "amount>5000 amount<=20000", { resource: "charge", holds: ({ amount }) => Number(amount) > 5_000 && Number(amount) <= 20_000 }],
    ["charges", 'amount>="5000" AND -currency:"usd"', { resource: "charge", holds: ({ amount, currency }) => Number(amount) >= 5_000 && currency !== "usd" }],
    ["charges", 'status:"failed" OR currency:"kwd"', { resource: "charge", holds: ({ status, currency }) => status === "failed" || currency === "kwd" }],
    ["charges", 'disputed:"true"', { resource: "charge", holds: ({ disputed }) => disputed === true }],
    ["charges", 'refunded:"true"', { resource: "charge", holds: ({ refunded }) => refunded === true }],
    ["charges", 'refunded:"false"', { resource: "charge", holds: ({ refunded, amount_refunded: part }) => refunded === false && Number(part) > 0 }],
    ["charges", "refunded:null", { resource: "charge", holds: ({ amount_refunded: part }) => part === 0 }],
    ["charges", "payment_method_details.card.last4:4242", { resource: "charge", holds: (object) => inside(object, "payment_method_details", "card", "last4") === "4242" }],
    ["invoices", 'status:"open" AND total>1000', { resource: "invoice", holds: ({ status, total }) => status === "open" && Number(total) > 1_000 }],
    ["invoices", "-subscription:null", { resource: "invoice", holds: (object) => inside(object, "parent", "subscription_details", "subscription") !== undefined }],
    ["payment_intents", 'status:"canceled"', { resource: "payment_intent", holds: ({ status }) => status === "canceled" }],
    ["prices", 'active:"false"', { resource: "price", holds: ({ active }) => active === false }],
    ["prices", `product:"${String(somePrice?.["product"])}"`, { resource: "price", holds: ({ product }) => product === somePrice?.["product"] }],
    ["products", 'active:"true"', { resource: "product", holds: ({ active }) => active === true }],
    ["subscriptions", 'status:"canceled"', { resource: "subscription", holds: ({ status }) => status === "canceled" }],
  ])("of %s for %s finds exactly what meets it, newest first", async (table, query, { resource, holds }) => {
    const wanted = truth(resource, holds);
    expect(wanted.length).toBeGreaterThan(0);
    expect(await searched(table, query)).toEqual(wanted);
  });

  test("finds text by its words in their order, and parts of words only with ~", async () => {
    const { id } = sandbox.create("customer", { name: "One Two Three Four" });
    for (const name of ["one two three", "TWO THREE", "four"]) expect(await searched("customers", `name:"${name}"`)).toContain(id);
    for (const name of ["one three", "three two", "thr"]) expect(await searched("customers", `name:"${name}"`)).not.toContain(id);
    expect(await searched("customers", 'name~"ne tw"')).toContain(id);
  });

  test("compares amounts and times as numbers, with any bounds", async () => {
    const amounts = sandbox.all("charge").map(({ amount }) => Number(amount));
    const bound = fc.record({ field: fc.constantFrom("amount", "created"), sign: fc.constantFrom(">", "<", ">=", "<=", ":"), at: fc.nat(amounts.length - 1) });
    const holds: Readonly<Record<string, (left: number, right: number) => boolean>> = {
      ">": (left, right) => left > right,
      "<": (left, right) => left < right,
      ">=": (left, right) => left >= right,
      "<=": (left, right) => left <= right,
      ":": (left, right) => left === right,
    };
    await fc.assert(
      fc.asyncProperty(fc.array(bound, { minLength: 1, maxLength: 3 }), async (bounds) => {
        const read = (charge: ApiObject | undefined, field: string): number => (charge ? (field === "amount" ? Number(charge["amount"]) : timeOf(charge)) : 0);
        const limits = bounds.map(({ field, sign, at }) => ({ field, sign, limit: read(sandbox.all("charge")[at], field) }));
        const query = limits.map(({ field, sign, limit }) => `${field}${sign}${limit}`).join(" ");
        const wanted = truth("charge", (charge) => limits.every(({ field, sign, limit }) => holds[sign]?.(read(charge, field), limit)));
        expect(await searched("charges", query)).toEqual(wanted);
      }),
      { numRuns: 30 },
    );
  });

  test("is paged by tokens that hold for their query only, and counts all when asked", async () => {
    const ids: string[] = [];
    let more = "&limit=7&expand[]=total_count";
    for (;;) {
      const { body } = await search("charges", "amount>0", more);
      expect(body).toMatchObject({ object: "search_result", url: "/v1/charges/search" });
      if (ids.length === 0) expect(body["total_count"]).toBe(sandbox.all("charge").length);
      else expect(body).not.toHaveProperty("total_count");
      ids.push(...body.data.map((row) => row.id));
      expect(body["next_page"] === null).toBe(!body.has_more);
      if (!body.has_more) break;
      more = `&limit=7&page=${String(body["next_page"])}`;
    }
    expect(ids).toEqual(sandbox.all("charge").map(({ id }) => id));
    const first = await search("charges", "amount>0", "&limit=7");
    const other = await search("charges", "amount>1", `&page=${String(first.body["next_page"])}`);
    expect([other.status, other.body.error.param]).toEqual([400, "page"]);
  });

  test("goes on behind the last row of a page even when that row has gone", async () => {
    const own = smallSandbox();
    const ids = own.all("customer").map(({ id }) => id);
    const first = await ask(own, address("customers", "created>0", "&limit=5"));
    own.remove(ids[4] ?? "");
    own.create("customer", {});
    const second = await ask(own, address("customers", "created>0", `&limit=5&page=${String(first.body["next_page"])}`));
    expect(second.body.data.map((row) => row.id)).toEqual(ids.slice(5, 10));
  });

  test.each([
    ["customers", "", "Missing required param: query."],
    ["customers", "asdf", "We were unable to parse your search query."],
    ["charges", 'foo:"bar"', "Field `foo` is an unsupported search field for resource `charges`."],
    ["payment_intents", 'foo:"bar"', "http://stripe.com/docs/search#query-fields-for-payment-intents"],
    ["charges", 'payment_method_details.sepa_debit.last4:"1234"', "is an unsupported search field"],
    ["charges", 'currency~"usd"', "Operator `~` is not supported for field `currency`."],
    ["charges", 'currency>"usd"', "Operator `>` is not supported for field `currency`."],
    ["charges", "amount~123", "Operator `~` is not supported for field `amount`."],
    ["charges", 'amount:"much"', "Field `amount` is numeric"],
    ["customers", 'email~"ad"', "must have at least 3 characters"],
    ["customers", 'metadata:"web"', "Field `metadata` is an unsupported search field"],
    ["customers", 'name["first"]:"web"', "Field `name` is an unsupported search field"],
    ["customers", "email>null", "Operator `>` is not supported for field `email`."],
  ])("of %s for %s is refused", async (resource, query, message) => {
    const { status, body } = await search(resource, query);
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });

  test("needs the permission to read what it finds", async () => {
    const { status } = await ask(sandbox, address("invoices", "total>0"), { key: "rk_test_charges" });
    expect(status).toBe(403);
  });

  test("exists for seven resources", async () => {
    const resources = ["charges", "customers", "invoices", "payment_intents", "prices", "products", "subscriptions"];
    const query = (resource: string): string => (resource === "prices" || resource === "products" ? 'active:"true"' : "created>0");
    for (const resource of resources) expect((await search(resource, query(resource))).status).toBe(200);
    expect((await ask(sandbox, "/v1/refunds/search")).body.error.code).toBe("resource_missing");
  });
});

describe("a search index that is behind", () => {
  const lagging = (): { readonly own: Sandbox; readonly advance: (ms: number) => void } => {
    const clock = handClock();
    return { own: smallSandbox({ searchLagSeconds: 60, clock }), advance: (ms) => clock.advance(ms) };
  };
  const names = async (own: Sandbox, query: string) => (await ask(own, address("customers", query))).body.data.map(({ name }) => name);

  test("finds by what an object was, and shows what it is", async () => {
    const { own, advance } = lagging();
    const [customer] = own.all("customer");
    own.update(customer?.id ?? "", { name: "Before" });
    advance(100_000);
    own.update(customer?.id ?? "", { name: "After" });
    expect([await names(own, 'name:"Before"'), await names(own, 'name:"After"')]).toEqual([["After"], []]);
    advance(60_000);
    expect([await names(own, 'name:"Before"'), await names(own, 'name:"After"')]).toEqual([[], ["After"]]);
  });

  test("does not find new objects yet, nor deleted ones any more", async () => {
    const { own, advance } = lagging();
    const gone = own.all("customer")[0];
    own.create("customer", { name: "Fresh" });
    own.remove(gone?.id ?? "");
    expect(await names(own, 'name:"Fresh"')).toEqual([]);
    expect(await names(own, `email:"${String(gone?.["email"])}"`)).toEqual([]);
    advance(60_000);
    expect(await names(own, 'name:"Fresh"')).toEqual(["Fresh"]);
  });
});
